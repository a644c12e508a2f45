package io.jettio.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.testing.SocketIoTestKit;
import io.jettio.testing.TestClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chat as its page sees it, without a browser and without a port. */
class ChatServerTest {
    private final ChatServer chat = new ChatServer("127.0.0.1", 0); // not started
    private final SocketIoTestKit kit = SocketIoTestKit.of(chat.io()).closingServers();
    private TestClient anna;
    private TestClient ben;

    @BeforeEach
    void twoEnter() {
        anna = kit.connect();
        ben = kit.connect();
        assertThat(enter(anna, "Anna", "key of Anna", "Lobby").get("ok")).isEqualTo(true);
        assertThat(enter(ben, "Ben", "key of Ben", "Lobby").get("ok")).isEqualTo(true);
        anna.clear();
        ben.clear();
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private static Map<?, ?> enter(TestClient client, String nick, String key, String room) {
        return client.call("enter", Map.class, Map.of("nick", nick, "key", key, "room", room));
    }

    @Test
    void messageReachesEverybodyInTheRoomAndNobodyElse() {
        assertThat(ben.call("join", Map.class, "Garden").get("ok")).isEqualTo(true);
        TestClient carla = kit.connect();
        enter(carla, "Carla", "key of Carla", "Lobby");
        anna.clear();
        ben.clear();
        assertThat(anna.call("chat", Map.class, Map.of("text", " hello ")).get("ok"))
                .isEqualTo(true);
        ChatServer.Message message = carla.take("message", ChatServer.Message.class);
        assertThat(message.nick()).isEqualTo("Anna");
        assertThat(message.text()).isEqualTo("hello");
        assertThat(anna.received("message")).hasSize(1);
        assertThat(ben.received("message")).isEmpty();
    }

    @Test
    void whoEntersIsToldWhatWasSaid() {
        anna.emit("chat", Map.of("text", "first"));
        anna.emit("chat", Map.of("text", "second"));
        TestClient carla = kit.connect();
        assertThat(((Number) enter(carla, "Carla", "key of Carla", "Lobby").get("messages")).intValue())
                .isEqualTo(2);
        assertThat(carla.received("message"))
                .extracting(event -> event.get(0, ChatServer.Message.class).text())
                .containsExactly("first", "second");
    }

    @Test
    void nicknameIsTakenUntilItsHolderIsGone() {
        TestClient other = kit.connect();
        assertThat(enter(other, "ANNA", "another key", "Lobby").get("error"))
                .isEqualTo("The nickname “ANNA” is taken.");
        anna.disconnect();
        assertThat(enter(other, "ANNA", "another key", "Lobby").get("ok")).isEqualTo(true);
    }

    @Test
    void whoComesBackWithTheKeyHasTheNickname() {
        anna.wire().halfOpen(); // its server does not know yet
        TestClient again = kit.connect();
        assertThat(enter(again, "Anna", "key of Anna", "Lobby").get("ok")).isEqualTo(true);
        assertThat(ben.take("people", ChatServer.People.class).people()).containsExactly("Ben");
        assertThat(ben.take("people", ChatServer.People.class).people()).containsExactly("Anna", "Ben");
    }

    @Test
    void whoIsLostLeavesTheRoomWhenTheHeartbeatIsOverdue() {
        anna.wire().halfOpen();
        kit.advance(Duration.ofSeconds(46));
        assertThat(ben.take("people", ChatServer.People.class).people()).containsExactly("Ben");
    }

    @Test
    void imageArrivesAsItWasSent() {
        var answer = anna.call(
                "image", Map.class, Map.of("name", "a.png", "type", "image/png", "data", new byte[] {1, 2, 3}));
        assertThat(answer.get("ok")).isEqualTo(true);
        ChatServer.Message message = ben.take("message", ChatServer.Message.class);
        assertThat(message.image().data().remaining()).isEqualTo(3);
        assertThat(anna.call("image", Map.class, Map.of("type", "text/html", "data", new byte[1]))
                        .get("ok"))
                .isEqualTo(false);
    }

    @Test
    void typingIsToldToTheOthersOnly() {
        anna.emit("typing", true);
        assertThat(ben.take("typing", String.class)).isEqualTo("Anna");
        assertThat(anna.received("typing")).isEmpty();
    }
}
