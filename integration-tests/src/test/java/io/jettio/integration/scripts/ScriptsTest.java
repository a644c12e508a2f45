package io.jettio.integration.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.servers.ProcessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same scripts, followed by the official client and by ours with the same server: what the application sees, what the
 * sockets say of themselves and which packets reach the server must be the same, but for the differences that are wanted.
 * Compared is each socket's order of events, the acks, and each namespace's order of packets; between sockets, and between
 * acks and events, our client promises none.
 */
class ScriptsTest {
    private static ProcessServer server;
    private static NodeScriptClient theirs;
    private static OurScriptClient ours;

    @BeforeAll
    static void start() {
        server = ProcessServer.node("socket.io");
        theirs = new NodeScriptClient();
        ours = new OurScriptClient();
    }

    @AfterAll
    static void stop() throws Exception {
        theirs.stop();
        server.end();
    }

    static Stream<Script> scripts() {
        return Script.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void ourClientDoesWhatTheOfficialOneDoes(Script script) throws Exception {
        Play.Result expected = WantedDifference.applied(script, Play.run(script, theirs, server, null));

        Play.Result result = Play.run(script, ours, server, expected);

        assertThat(Play.sorted(result.streams())).isEqualTo(Play.sorted(expected.streams()));
        assertThat(result.states()).isEqualTo(expected.states());
    }

    @Test
    void eachWantedDifferenceIsShownByAScript() {
        assertThat(scripts().flatMap(script -> script.deviations().stream()).map(Script.Deviation::difference))
                .contains(WantedDifference.values());
    }

    @Test
    void eachWantedDifferenceStandsInThePageForUsers() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "client.md")))
                .contains(Stream.of(WantedDifference.values())
                        .map(difference -> "\n| " + difference.theirs() + " | ")
                        .toList());
    }

    @Test
    void eachScriptHasANameOfItsOwnAndSteps() {
        assertThat(scripts().map(Script::name)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(scripts()).allSatisfy(script -> assertThat(script.steps()).isNotEmpty());
    }
}
