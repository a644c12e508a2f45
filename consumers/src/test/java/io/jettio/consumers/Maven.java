package io.jettio.consumers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Maven that runs this build, run anew with a local repository of its own. What that repository lacks comes from the
 * repository of the outer build, so that nothing is fetched twice, or else from where the user's settings say.
 */
final class Maven {
    private static final long PATIENCE_SECONDS = 180;

    private final Path home;
    private final Path localRepository;
    private final Path settings;

    /**
     * Prepares runs.
     *
     * @param home where Maven is
     * @param localRepository the repository of the runs
     * @param nearRepository another local repository, to be read only
     * @param settings where to write the settings of the runs
     */
    Maven(Path home, Path localRepository, Path nearRepository, Path settings) {
        this.home = home;
        this.localRepository = localRepository;
        this.settings = settings;
        write(settings, settings(nearRepository));
    }

    /**
     * {@return one as the outer build tells by system properties}
     *
     * @param settings where to write the settings of the runs
     * @throws IllegalStateException if this does not run in that build
     */
    static Maven ofThisBuild(Path settings) {
        return new Maven(
                Path.of(property("jettio.maven.home")),
                Path.of(property("jettio.fresh.repository")),
                Path.of(property("jettio.near.repository")),
                settings);
    }

    /**
     * {@return what the outer build says}
     *
     * @param name a system property
     * @throws IllegalStateException if it says nothing
     */
    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run by Maven's verify, which sets " + name);
        }
        return value;
    }

    /**
     * Runs Maven and waits for it.
     *
     * @param project the folder of the project; {@code build.log} there takes what Maven prints
     * @param arguments goals and options
     * @throws AssertionError if the build fails or takes too long
     */
    void run(Path project, String... arguments) throws IOException, InterruptedException {
        // Maven looks upwards for this folder, and would find that of the outer build.
        Files.createDirectories(project.resolve(".mvn"));
        boolean windows = File.separatorChar == '\\';
        List<String> command = new ArrayList<>(List.of(
                home.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--global-settings",
                settings.toString(),
                "-Dmaven.repo.local=" + localRepository));
        command.addAll(List.of(arguments));
        Path log = project.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // A short run: the second compiler would cost more than it gains.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Xshare:auto");
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "Maven takes longer than " + PATIENCE_SECONDS + " s: " + Files.readString(log));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("Maven failed: " + Files.readString(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String settings(Path nearRepository) {
        String repository = """
                <id>near</id>
                <url>%s</url>
                <releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
                """.formatted(nearRepository.toUri());
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>near</id>
                      <repositories><repository>%s</repository></repositories>
                      <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>near</activeProfile></activeProfiles>
                </settings>
                """.formatted(repository, repository);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
