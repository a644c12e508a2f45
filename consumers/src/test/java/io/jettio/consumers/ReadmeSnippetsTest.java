package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show as Java is Java: each block is a whole file, and compiles without a warning. */
class ReadmeSnippetsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    @TempDir
    private Path classes;

    @TestFactory
    Stream<DynamicTest> everySnippetCompilesWithoutWarnings() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        nameOf(snippet), () -> assertThat(compile(snippet)).isEmpty()));
    }

    @Test
    void aServerAMountedServerAndAClientAreShown() throws IOException {
        assertThat(String.join("", snippets()))
                .contains("SocketIoServer.create(")
                .contains("new SocketIoHandler(")
                .contains("SocketIo.connect(")
                .contains("new MsgpackParser(")
                .contains("new JacksonJsonCodec(")
                .contains("extends ParserContract");
    }

    @Test
    void aSnippetThatDoesNotCompileIsFound() throws IOException {
        assertThat(compile("public class Wrong { io.jettio.server.NoSuchType field; }"))
                .contains("NoSuchType");
    }

    private static List<String> snippets() throws IOException {
        return BLOCK.matcher(Pages.read("README.md")
                        + Pages.read("docs/adapters.md")
                        + Pages.read("docs/client.md")
                        + Pages.read("docs/deployment.md")
                        + Pages.read("docs/handlers.md")
                        + Pages.read("docs/namespaces.md")
                        + Pages.read("docs/observation.md")
                        + Pages.read("docs/migrate-from-netty-socketio.md")
                        + Pages.read("docs/migrate-from-flask-socketio.md")
                        + Pages.read("docs/parsers.md")
                        + Pages.read("docs/recovery.md"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String nameOf(String snippet) {
        return TYPE.matcher(snippet)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow(() -> new AssertionError("a snippet without a public class:\n" + snippet));
    }

    /** {@return what the compiler says} */
    private String compile(String snippet) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source =
                new SimpleJavaFileObject(
                        URI.create("string:///" + nameOf(snippet) + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return snippet;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        boolean done = compiler.getTask(messages, null, null, options, null, List.of(source))
                .call();
        return done ? messages.toString() : "failed: " + messages;
    }
}
