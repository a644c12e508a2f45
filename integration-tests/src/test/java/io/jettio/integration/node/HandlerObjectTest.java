package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.annotation.Auth;
import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods of a class as handlers, as the official client sees them. */
@Tag("feature:3.15")
class HandlerObjectTest extends NodeInteropTest {
    private final Inbox<String> told = new Inbox<>("told");

    /** What the clients authenticate with. */
    record Token(String token) {}

    /** What is saved. */
    record Draft(String title, ByteBuffer picture) {}

    /** The handlers. */
    @InNamespace("/drafts")
    static class Drafts {
        private final Inbox<String> told;

        Drafts(Inbox<String> told) {
            this.told = told;
        }

        @OnConnect
        void joined(Socket socket, @Auth Token auth) {
            told.put("joined " + auth.token());
            socket.join("readers");
        }

        @OnEvent("save")
        CompletionStage<Map<String, Object>> save(List<Draft> drafts, Socket socket, boolean loud) {
            if (loud) {
                socket.namespace().to("readers").emit("saved", drafts.get(0));
            }
            return CompletableFuture.supplyAsync(() -> Map.of(
                    "count", drafts.size(), "bytes", drafts.get(0).picture().remaining()));
        }

        @OnEvent("own")
        void own(Ack ack) {
            ack.send(1, "two");
        }

        @OnEvent("fail")
        void fail(String why) {
            throw new IllegalStateException(why);
        }

        @OnError
        void failed(Throwable failure) {
            told.put("failed " + failure.getMessage());
        }

        @OnDisconnect
        void left(DisconnectReason reason) {
            told.put("left " + reason);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientReachesTheMethodsAndGetsWhatTheyReturn(Transports transports) {
        SocketIoServer io = listening();
        io.register(new Drafts(told));
        PeerSocket client = client(io.port(), "/drafts", transports)
                .option("auth", Map.of("token", "ada"))
                .connect();

        Map<String, Object> draft = Map.of("title", "a", "picture", new byte[] {1, 2, 3});
        assertThat(client.ask("save", List.of(draft), true)).containsExactly(Map.of("count", 1L, "bytes", 3L));
        assertThat(client.await("saved").argument())
                .isEqualTo(Map.of("title", "a", "picture", ByteBuffer.wrap(new byte[] {1, 2, 3})));
        assertThat(client.ask("own")).containsExactly(1L, "two");
        client.emit("fail", "on purpose");
        assertThat(told.take(2)).containsExactly("joined ada", "failed on purpose");
        client.disconnect();
        assertThat(told.take()).isEqualTo("left client namespace disconnect");
    }
}
