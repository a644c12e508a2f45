package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test is linked to the file that declares it. */
class SourcesTest {
    private static final Path TESTS = Path.of("server", "src", "test", "java");

    @TempDir
    private Path top;

    @BeforeEach
    void writeSources() throws IOException {
        write(
                "io/jettio/OursTest.java",
                "import io.jettio.rules.Polls;\n/** The class that {@link OursTest} is. */\nclass OursTest\n extends Base implements Polls {\nvoid own() {}\nclass Inner {}\n}");
        write("io/jettio/Base.java", "abstract class Base {\nvoid based() {}\n}");
        write("io/jettio/rules/Polls.java", "public interface Polls {\ndefault void polls() {}\n}");
    }

    @Test
    void testIsFoundWhereItIsDeclared() throws IOException {
        assertThat(fileOf("io.jettio.OursTest", "own")).isEqualTo(TESTS.resolve("io/jettio/OursTest.java"));
        assertThat(fileOf("io.jettio.OursTest", "based")).isEqualTo(TESTS.resolve("io/jettio/Base.java"));
        assertThat(fileOf("io.jettio.OursTest", "polls")).isEqualTo(TESTS.resolve("io/jettio/rules/Polls.java"));
    }

    @Test
    void classIsFoundInTheFileOfTheOneAroundIt() throws IOException {
        assertThat(fileOf("io.jettio.OursTest", "")).isEqualTo(TESTS.resolve("io/jettio/OursTest.java"));
        assertThat(fileOf("io.jettio.OursTest$Inner", "")).isEqualTo(TESTS.resolve("io/jettio/OursTest.java"));
    }

    @Test
    void testThatNoFileDeclaresIsToldSo() {
        assertThatThrownBy(() -> fileOf("io.jettio.OursTest", "gone"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no source declares server: io.jettio.OursTest#gone");
    }

    private Path fileOf(String className, String method) throws IOException {
        return new Sources(top).fileOf(new TaggedTest("server", className, method, Set.of(), false, true));
    }

    private void write(String file, String text) throws IOException {
        Path path = top.resolve(TESTS).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
