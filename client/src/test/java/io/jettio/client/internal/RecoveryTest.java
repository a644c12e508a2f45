package io.jettio.client.internal;

import static io.jettio.client.internal.ManagerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client does to be recovered. */
final class RecoveryTest {
    private static Socket recoverable(ManagerFixture test) {
        Socket socket = test.manager.socket("/");
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.say("40{\"sid\":\"x\",\"pid\":\"p\"}");
        test.server.heard();
        return socket;
    }

    private static List<String> reconnect(ManagerFixture test) {
        test.server.cut();
        test.server.advance(SECOND);
        test.server.open();
        return test.server.heard();
    }

    @Test
    @Tag("feature:4.14")
    void privateIdAndLastOffsetGoWithTheNextConnect() {
        ManagerFixture test = new ManagerFixture(o -> o.auth(Map.of("token", 9_007_199_254_740_993L)));
        Socket socket = recoverable(test);
        assertThat(socket.recovered()).isFalse();
        assertThat(reconnect(test))
                .as("without an event there is no offset")
                .containsExactly("40{\"pid\":\"p\",\"token\":9007199254740993}");
        test.server.say("40{\"sid\":\"x\",\"pid\":\"p\"}");
        assertThat(socket.recovered()).isTrue();

        test.server.say("42[\"e\",1,\"o1\"]");
        test.server.say("421[\"asks\",\"no offset\"]");
        assertThat(reconnect(test)).containsExactly("40{\"pid\":\"p\",\"offset\":\"o1\",\"token\":9007199254740993}");
    }

    @Test
    @Tag("feature:4.14")
    void anotherPrivateIdIsAnotherSession() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = recoverable(test);
        test.server.say("42[\"e\",\"o1\"]");
        reconnect(test);
        test.server.say("40{\"sid\":\"y\",\"pid\":\"q\"}");
        assertThat(socket.recovered()).isFalse();
        assertThat(reconnect(test)).as("the offset was the old session's").containsExactly("40{\"pid\":\"q\"}");
        test.server.say("40{\"sid\":\"z\"}");
        assertThat(reconnect(test)).as("recovery is off").containsExactly("40");
    }

    @Test
    @Tag("feature:4.14")
    void offsetIsSeenByRawHandlersAlone() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = recoverable(test);
        List<String> seen = new ArrayList<>();
        socket.on("e", String.class, String.class, (a, b) -> seen.add(a + "," + b));
        socket.on("e", payload -> seen.add(payload.size() + payload.json() + payload.get(1, String.class)));
        socket.onAny((event, payload) -> seen.add(payload.json()));
        test.server.say("42[\"e\",\"a\",\"o1\"]");
        assertThat(seen).containsExactly("[\"a\",\"o1\"]", "a,null", "2[\"a\",\"o1\"]o1");
    }

    @Test
    void withoutRecoveryATextAtTheEndIsAnArgument() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        List<String> seen = new ArrayList<>();
        socket.on("e", String.class, seen::add);
        test.server.say("42[\"e\",\"text\"]");
        assertThat(seen).containsExactly("text");
    }

    @Test
    @Tag("feature:4.14")
    void onceAnOffsetIsKnownByItsLookOtherTextsAreArguments() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = recoverable(test);
        List<String> seen = new ArrayList<>();
        socket.on("e", String.class, text -> seen.add(String.valueOf(text)));
        test.server.say("42[\"e\",\"1700000000000-0\"]");
        test.server.say("42[\"e\",\"a volatile one\"]");
        assertThat(seen).containsExactly("null", "a volatile one");
        assertThat(reconnect(test)).containsExactly("40{\"pid\":\"p\",\"offset\":\"1700000000000-0\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "1742000000003-0, 0, true",
        "65f000000000000000000001, 0, true",
        "hello, 0, false",
        "a text with blanks, 0, false",
        "0000001, 1, true",
        "0000001.0, 1, true",
        "0000010, 64, true",
        "Welcome, 1742000000003, false"
    })
    void offsetsOfKnownAdaptersAreTold(String text, long now, boolean known) {
        assertThat(OffsetFormat.isKnown(text, now)).isEqualTo(known);
    }
}
