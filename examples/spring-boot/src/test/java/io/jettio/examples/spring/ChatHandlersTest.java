package io.jettio.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.testing.TestClient;
import io.jettio.testing.junit.SocketIoTestExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The application's own server, with its handlers behind Spring's proxies, and no port. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ChatHandlersTest {
    @Autowired
    private SocketIoServer io;

    @Autowired
    private RoomController rooms;

    @RegisterExtension
    final SocketIoTestExtension kit = SocketIoTestExtension.borrowing(() -> io);

    @Test
    void messageIsSavedAndReachesTheRoom(TestClient ada, TestClient bob) {
        ada.call("join", List.class, "lobby", "Ada");
        bob.call("join", List.class, "lobby", "Bob");
        Message saved = ada.call("chat", Message.class, "tea is ready");
        assertThat(bob.take("message", Message.class)).isEqualTo(saved);
        assertThat(rooms.messages("lobby")).contains(saved);
        assertThat(ada.call("search", Message[].class, "tea")).contains(saved);
        assertThat(ada.call("history", Message[].class, "lobby")).contains(saved);
    }

    @Test
    void announcementReachesTheRoomOnly(TestClient ada, TestClient bob) {
        ada.call("join", List.class, "kitchen", "Ada");
        bob.call("join", List.class, "garden", "Bob");
        rooms.announce("kitchen", "tea is ready");
        assertThat(ada.take("announcement", String.class)).isEqualTo("tea is ready");
        assertThat(bob.received("announcement")).isEmpty();
    }

    @Test
    void whoHasNotJoinedSaysNothing(TestClient ada) {
        assertThat(ada.call("chat", Object.class, "hello"))
                .isEqualTo(Map.of("error", Map.of("message", "join a room first")));
    }
}
