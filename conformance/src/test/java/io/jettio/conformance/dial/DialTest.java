package io.jettio.conformance.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code interop.jar dial}: what is piped in is done, what comes is told, and the exit code says how it went. */
@Timeout(180)
class DialTest {
    @RegisterExtension
    static final RunningServer OURS = RunningServer.steadyJettio("socket");

    @RegisterExtension
    static final RunningServer NODES = RunningServer.steadyNode("socket");

    private static final String CONNECTED =
            "{\"what\":\"connect\",\"namespace\":\"/\",\"sid\":\"…\",\"recovered\":false}";
    private static final String GREETED = "{\"what\":\"event\",\"event\":\"auth\",\"args\":[{}]}";
    private static final String LEFT = "{\"what\":\"disconnect\",\"reason\":\"io client disconnect\"}";

    static Stream<Arguments> serversAndTransports() {
        return Stream.of(OURS, NODES)
                .flatMap(server -> Stream.of("polling", "websocket", "polling,websocket")
                        .map(transport -> Arguments.of(url(server), transport)));
    }

    static Stream<String> servers() {
        return Stream.of(url(OURS), url(NODES));
    }

    @ParameterizedTest
    @MethodSource("serversAndTransports")
    void eventsAndAcksAreToldAsLinesOfJson(String url, String transport) throws Exception {
        String input = """
                emit message 1 "two words" {"three": [3.5, null]} four
                wait message-back
                {"do":"ack","event":"message-with-ack","args":[{"$binary":"AQID"},"ü"],"id":"mine"}
                """;
        Dialled dialled = Dialled.with(input, url, "--transport", transport);
        assertThat(dialled.told())
                .containsExactly(
                        CONNECTED,
                        GREETED,
                        "{\"what\":\"event\",\"event\":\"message-back\",\"args\":[1,\"two words\",{\"three\":[3.5,null]},\"four\"]}",
                        "{\"what\":\"ack\",\"id\":\"mine\",\"event\":\"message-with-ack\",\"args\":[{\"$binary\":\"AQID\"},\"ü\"]}",
                        LEFT);
        assertThat(dialled.errors()).isEmpty();
        assertThat(dialled.exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void refusalTellsTheServersMessageAndExitsWith1(String url) throws Exception {
        Dialled dialled = Dialled.with("emit message\n", url, "--namespace", "/random");
        assertThat(dialled.told())
                .containsExactly("{\"what\":\"connect_error\",\"message\":\"Invalid namespace\",\"refused\":true}");
        assertThat(dialled.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void namespaceAndAuthGoWithConnect(String url) throws Exception {
        Dialled dialled =
                Dialled.with("wait auth", url, "--namespace", "/custom", "--auth", "{\"token\":\"abc\"}", "--text");
        assertThat(dialled.told())
                .containsExactly(
                        "connected to /custom as …",
                        "< auth {\"token\":\"abc\"}",
                        "disconnected: io client disconnect");
        assertThat(dialled.exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void ackThatNeverComesIsToldAndExitsWith1(String url) throws Exception {
        Dialled dialled = Dialled.with("ack nobody-answers 1\n", url, "--timeout", "6");
        assertThat(dialled.told())
                .contains("{\"what\":\"ack_error\",\"id\":1,\"event\":\"nobody-answers\",\"message\":\"no ack of"
                        + " \\\"nobody-answers\\\": timeout\"}");
        assertThat(dialled.exit()).isEqualTo(1);
    }

    @Test
    void eventThatNeverComesIsToldAndExitsWith1() throws Exception {
        Dialled dialled = Dialled.with("wait godot\n", url(OURS), "--timeout", "6");
        assertThat(dialled.told()).contains("{\"what\":\"error\",\"message\":\"no event godot within 6000 ms\"}");
        assertThat(dialled.exit()).isEqualTo(1);
    }

    @Test
    void namespaceCanBeLeftAndJoinedAgain() throws Exception {
        Dialled dialled = Dialled.with("disconnect\nconnect\nack message-with-ack\nquit\nno instruction", url(OURS));
        assertThat(dialled.told().stream().filter(line -> !line.equals(GREETED)))
                .containsExactly(
                        CONNECTED,
                        LEFT,
                        CONNECTED,
                        "{\"what\":\"ack\",\"id\":1,\"event\":\"message-with-ack\",\"args\":[]}",
                        LEFT);
        assertThat(dialled.exit()).isZero();
    }

    @Test
    void serverThatIsNotThereExitsWith1() throws Exception {
        Dialled dialled = Dialled.with("", "http://127.0.0.1:1");
        assertThat(dialled.told()).hasSize(1);
        assertThat(dialled.told().get(0))
                .startsWith("{\"what\":\"connect_error\",")
                .endsWith(",\"refused\":false}");
        assertThat(dialled.exit()).isEqualTo(1);
    }

    static Stream<Arguments> wrongCommandLines() {
        return Stream.of(
                Arguments.of("Missing required parameter", List.of()),
                Arguments.of("an address begins with", List.of("ftp://127.0.0.1:1")),
                Arguments.of("--auth: no JSON", List.of("http://127.0.0.1:1", "--auth", "{")),
                Arguments.of("--header wants", List.of("http://127.0.0.1:1", "--header", "nothing")),
                Arguments.of("--transport", List.of("http://127.0.0.1:1", "--transport", "pigeon")),
                Arguments.of("--transport", List.of("http://127.0.0.1:1", "--transport", "polling,polling")),
                Arguments.of("--ca: ", List.of("https://127.0.0.1:1", "--ca", "no-such-file.pem")),
                Arguments.of("--timeout", List.of("http://127.0.0.1:1", "--timeout", "0")),
                Arguments.of("--namespace", List.of("http://127.0.0.1:1", "--namespace", "/a,b")));
    }

    @ParameterizedTest
    @MethodSource("wrongCommandLines")
    void wrongCommandLineExitsWith2(String why, List<String> arguments) throws Exception {
        Dialled dialled = Dialled.with("", arguments.toArray(String[]::new));
        assertThat(dialled.errors()).contains(why);
        assertThat(dialled.told()).isEmpty();
        assertThat(dialled.exit()).isEqualTo(2);
    }

    static Stream<Arguments> wrongInstructions() {
        return Stream.of(
                Arguments.of("shout hello", "there is no instruction shout"),
                Arguments.of("emit", "emit wants the name of an event"),
                Arguments.of("quit now", "quit takes nothing"),
                Arguments.of("emit message {\"a\":", "no JSON: "),
                Arguments.of("emit disconnect", "disconnect"),
                Arguments.of("{\"do\":\"emit\",\"event\":\"message\",\"argz\":[]}", "there is no member argz"));
    }

    @ParameterizedTest
    @MethodSource("wrongInstructions")
    void wrongInstructionIsToldAndExitsWith2(String instruction, String why) throws Exception {
        Dialled dialled = Dialled.with(instruction + "\nemit message\n", url(OURS));
        assertThat(dialled.told()).anyMatch(line -> line.startsWith("{\"what\":\"error\"") && line.contains(why));
        assertThat(dialled.exit()).isEqualTo(2);
    }

    /** The block of the page that begins with the command. */
    @Test
    void exampleOfThePageRunsAsItIsWritten() throws Exception {
        String page = Files.readString(Path.of("../docs/harness.md"));
        Matcher block = Pattern.compile("```\n\\$ ([^`]*?[^\\\\])\n([^`]*)```").matcher(page);
        assertThat(block.find()).isTrue();
        String line = block.group(1).replace("http://127.0.0.1:3000", url(OURS));
        assertThat(line).contains("interop.jar dial");
        Dialled dialled = Dialled.asWritten(line);
        assertThat(String.join("\n", dialled.told()) + "\n").isEqualTo(block.group(2));
        assertThat(dialled.exit()).isZero();
    }

    private static String url(RunningServer server) {
        return server.endpoint().base().toString();
    }
}
