package io.jettio.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Spring Boot example, built outside the reactor. */
final class BootProject {
    /** Where the example is. */
    static final Path EXAMPLE = Pages.TOP.resolve("examples/spring-boot");

    private BootProject() {}

    /**
     * Copies the example and builds it.
     *
     * @param target where to put its folder
     * @param maven builds it
     * @return its jar
     */
    static Path build(Path target, Maven maven) throws IOException, InterruptedException {
        Path folder = target.resolve("spring-boot");
        for (Path file : files()) {
            Path copy = folder.resolve(EXAMPLE.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        maven.run(folder, "package");
        return folder.resolve("target/spring-boot-chat.jar");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
            return Stream.concat(
                            sources.filter(Files::isRegularFile),
                            Stream.of(
                                    EXAMPLE.resolve("pom.xml"),
                                    EXAMPLE.resolve("node_modules/socket.io-client/dist/socket.io.min.js")))
                    .toList();
        }
    }
}
