package io.jettio.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the tests of all modules left.
 *
 * @param tests the tests and classes that carry tags
 * @param problems why that is not the whole of one build, or empty
 */
record Build(List<TaggedTest> tests, List<String> problems) {
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final String OURS = "features";
    private static final String PARENT = "<artifactId>jettio-parent</artifactId>";

    Build {
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the records of all modules but this one, whose tests still run.
     *
     * @param top the top of the repository
     * @param since when the build began; what is older is of another build
     * @return what they say
     * @throws IOException if a record cannot be read
     */
    static Build read(Path top, Instant since) throws IOException {
        List<TaggedTest> tests = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String module : modules(top)) {
            if (module.equals(OURS)
                    || !Files.exists(top.resolve(module).resolve("src/test/java"))
                    || !leavesRecords(top.resolve(module).resolve("pom.xml"))) {
                continue;
            }
            int records = 0;
            for (Path file : records(top.resolve(module).resolve("target/test-record"))) {
                TestRecord read = TestRecord.read(module, file);
                if (!read.started().isBefore(since)) {
                    records++;
                    tests.addAll(read.tests());
                }
            }
            if (records == 0) {
                problems.add("the tests of " + module + " left no record in this build: build all modules together");
            }
        }
        return new Build(tests, problems);
    }

    /** What has another parent, as an application of Spring's, has not our listener either; its tests carry no tags. */
    private static boolean leavesRecords(Path pom) throws IOException {
        return !Files.exists(pom) || Files.readString(pom).contains(PARENT);
    }

    private static List<String> modules(Path top) throws IOException {
        return MODULE.matcher(Files.readString(top.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<Path> records(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }
}
