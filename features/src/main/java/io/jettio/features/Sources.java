package io.jettio.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a test is written, which may be a rule that its class inherits. */
final class Sources {
    private static final Pattern HEADER = Pattern.compile("(?m)^(?:[a-z]+ )*(?:class|interface) \\w+([^{]*)\\{");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+)\\.(\\w+);");

    /** Where the suites are that other modules run: their rules are tests of whoever extends them. */
    private static final List<Path> SUITES = List.of(
            Path.of("contracts/protocol/src/main/java"),
            Path.of("adapters/suite/src/main/java"),
            Path.of("conformance/src/test/java"));

    private final Path top;

    Sources(Path top) {
        this.top = top;
    }

    /**
     * {@return the file that declares a test, from the top of the repository}
     *
     * @param test the test
     * @throws IOException if no file of its module, or of a suite, does
     */
    Path fileOf(TaggedTest test) throws IOException {
        String outermost = test.className().replaceFirst("\\$.*", "");
        List<Path> folders = new ArrayList<>(SUITES);
        folders.add(0, Path.of(test.module(), "src/test/java"));
        return find(folders, outermost, test.method())
                .orElseThrow(() -> new IOException("no source declares " + test + " under " + folders));
    }

    private Optional<Path> find(List<Path> folders, String className, String method) throws IOException {
        Optional<Path> written = folders.stream()
                .map(folder -> folder.resolve(className.replace('.', '/') + ".java"))
                .filter(candidate -> Files.exists(top.resolve(candidate)))
                .findFirst();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Path file = written.get();
        String text = Files.readString(top.resolve(file));
        if (method.isEmpty()
                || Pattern.compile("\\b" + Pattern.quote(method) + "\\(")
                        .matcher(text)
                        .find()) {
            return Optional.of(file);
        }
        Matcher header = HEADER.matcher(text);
        if (header.find()) {
            Matcher parents = TYPE.matcher(header.group(1));
            while (parents.find()) {
                Optional<Path> found = find(folders, qualified(parents.group(), className, text), method);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String qualified(String simpleName, String neighbour, String text) {
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            if (imports.group(2).equals(simpleName)) {
                return imports.group(1) + "." + simpleName;
            }
        }
        return neighbour.substring(0, neighbour.lastIndexOf('.') + 1) + simpleName;
    }
}
