package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.annotation.Auth;
import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnConnectError;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects whose methods are handlers, against the reference server. */
@Tag("feature:4.17")
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the methods are called by reflection
final class RegisteredHandlersTest {
    private static NodePeer peer;

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start();
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    /** Notes what it is told. */
    @InNamespace("chat")
    static class Chat {
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @OnConnect
        void joined(Socket socket) {
            told.add("joined " + socket.namespace());
        }

        @OnEvent("echoed")
        void echoed(String text, List<byte[]> bytes, Socket socket, Payload all) {
            told.add(List.of(text, bytes.get(0)[1], all.size(), socket.connected()));
        }

        @OnEvent("question")
        CompletionStage<String> answer(String question) {
            return CompletableFuture.supplyAsync(() -> question + "!");
        }

        @OnEvent("answered")
        void answered(String answer) {
            told.add(answer);
        }

        @OnDisconnect
        void left(DisconnectReason reason) {
            told.add(reason);
        }
    }

    @Test
    void methodsGetWhatTheyAskForAndAnswer() throws Exception {
        Chat chat = new Chat();
        try (Manager manager = Manager.create(peer.url("/"), options -> {})) {
            Registration registered = manager.register(chat);
            Socket socket = manager.socket("/chat").connect();
            assertThat(Await.next(chat.told)).isEqualTo("joined /chat");
            socket.emit("echo", "text", List.of(new byte[] {1, 2}));
            assertThat(Await.next(chat.told)).isEqualTo(List.of("text", (byte) 2, 2, true));
            socket.emit("ask", "well");
            assertThat(Await.next(chat.told)).isEqualTo("well!");

            registered.remove();
            socket.emit("ask", "still");
            socket.emit("echo", "there", List.of());
            socket.on("n", Integer.class, chat.told::add);
            socket.emit("burst", 1);
            // Told behind what came before it; an ack would not wait for listeners' turns.
            assertThat(Await.next(chat.told)).isEqualTo(0);

            manager.register(chat);
            assertThat(Await.next(chat.told)).isEqualTo("joined /chat");
            socket.disconnect();
            assertThat(Await.next(chat.told)).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        }
    }

    @Test
    void everyEventAndEveryFailureIsTold() throws Exception {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        Object handlers = new Object() {
            @OnAny
            void any(String event, Payload arguments) {
                told.add(event + arguments.size());
            }

            @OnEvent("n")
            void number(int number, ByteBuffer bytes) {
                told.add(number);
            }

            @OnEvent("question")
            int question(String text, Socket socket) {
                throw new IllegalStateException(text);
            }

            @OnError
            void failed(Throwable failure, Socket.HandlerFailure whole) {
                told.add(whole.event() + " " + whole.arguments().json() + " " + whole.ackDue() + " "
                        + failure.getClass().getSimpleName());
            }
        };
        try (Socket socket = SocketIo.connect(peer.url("/"), options -> {}, ready -> ready.register(handlers))) {
            assertThat(Await.next(told)).isEqualTo("hello1");
            socket.emit("burst", 1);
            assertThat(Await.next(told)).isEqualTo("n1");
            assertThat(Await.next(told)).isEqualTo(0);
            socket.emit("ask", "what");
            assertThat(Await.next(told)).isEqualTo("question1");
            assertThat(Await.next(told)).isEqualTo("question [\"what\"] true IllegalStateException");
        }
    }

    @Test
    void refusalsAreTold() throws Exception {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        Object handlers = new Object() {
            @OnConnectError
            void refused(ConnectError error, Socket socket) {
                told.add(socket.namespace() + ": " + error.message());
            }
        };
        try (Socket socket = SocketIo.connect(peer.url("/private"), options -> {}, s -> s.register(handlers))) {
            assertThat(Await.next(told)).isEqualTo("/private: not authorized");
            assertThat(socket.active()).isFalse();
        }
    }

    @Test
    void whatIsWrongIsSaidWhenItIsRegistered() {
        try (Manager manager = Manager.create("http://127.0.0.1:1", options -> {})) {
            Socket socket = manager.socket("/");
            assertThatThrownBy(() -> socket.register(new Object() {
                        @OnConnect
                        void joined(@Auth String token) {}
                    }))
                    .hasMessageContaining("takes @Auth, which the client does not know");
            assertThatThrownBy(() -> socket.register(new Object() {
                        @OnDisconnect
                        void left(ConnectError error) {}
                    }))
                    .hasMessageContaining("takes io.jettio.client.ConnectError")
                    .hasMessageContaining("a method with @OnDisconnect may take Socket, DisconnectReason");
            assertThatThrownBy(() -> socket.register(new Object() {
                        @OnEvent("disconnect")
                        void left() {}
                    }))
                    .hasMessage("event name is reserved: disconnect");
            assertThatThrownBy(() -> socket.register(new Object() {
                        @OnEvent("sum")
                        int sum(Ack ack) {
                            return 1;
                        }
                    }))
                    .hasMessageContaining("takes Ack and returns something");
            assertThatThrownBy(() -> socket.register(new Chat()))
                    .hasMessageContaining("is for the namespace /chat, and is to be registered in /");
            assertThatThrownBy(() -> manager.register(new Object() {
                        @OnConnect
                        void joined() {}
                    }))
                    .hasMessageContaining("has no @InNamespace");
        }
    }
}
