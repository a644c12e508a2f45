package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The Spring Boot example, built outside the reactor. */
final class BootProject {
    /** Where the example is. */
    static final Path EXAMPLE = Pages.TOP.resolve("examples/spring-boot");

    private BootProject() {}

    /**
     * Copies the example and builds it.
     *
     * @param line for which Spring Boot
     * @param target where to put its folder
     * @param maven builds it
     * @return its jar
     */
    static Path build(BootLine line, Path target, Maven maven) throws IOException, InterruptedException {
        Path folder = target.resolve("spring-boot-" + line.version());
        Set<String> found = new HashSet<>();
        for (Path file : files()) {
            Path copy = folder.resolve(EXAMPLE.relativize(file));
            Files.createDirectories(copy.getParent());
            String text = Files.readString(file);
            for (Map.Entry<String, String> difference : line.differences().entrySet()) {
                if (text.contains(difference.getKey())) {
                    found.add(difference.getKey());
                    text = text.replace(difference.getKey(), difference.getValue());
                }
            }
            Files.writeString(copy, text);
        }
        assertThat(found).isEqualTo(line.differences().keySet());
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
