package io.jettio.server.internal.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.AckException;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.hooks.RawPeer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No event of a socket goes out behind its DISCONNECT, nor one that found it joined before. A policy's key is asked for between the
 * two: here it disconnects.
 */
@Timeout(60)
final class LastPacketTest {
    private final BlockingQueue<Socket> joined = new LinkedBlockingQueue<>();
    private final SocketIoServer io = SocketIoServer.create();
    private RawPeer peer;
    private Socket socket;
    private OutboundPolicy disconnecting;

    @BeforeEach
    void join() throws Exception {
        io.onConnection(joined::add);
        io.listen("127.0.0.1", 0);
        peer = new RawPeer(io.port());
        peer.webSocket("/socket.io/?EIO=4&transport=websocket");
        assertThat(peer.answer().status()).isEqualTo(101);
        assertThat(peer.readText()).startsWith("0{");
        assertThat(peer.sendText("40").readText()).startsWith("40{");
        socket = joined.poll(20, TimeUnit.SECONDS);
        disconnecting = OutboundPolicy.coalesce(frame -> {
            socket.disconnect();
            return "key";
        });
    }

    @AfterEach
    void stop() {
        peer.close();
        io.close();
    }

    /** The client joins again, and is told of that next. */
    private void assertThatDisconnectIsLast() {
        assertThat(peer.readText()).isEqualTo("41");
        assertThat(peer.sendText("40").readText()).startsWith("40{");
    }

    @Test
    void eventIsRefused() {
        assertThat(socket.policy(disconnecting).emit("late")).isEqualTo(EmitResult.REFUSED);

        assertThatDisconnectIsLast();
    }

    @Test
    void eventThatWantsAnAckIsRefused() {
        CompletableFuture<String> ack = socket.policy(disconnecting).emitWithAck("late", String.class);

        assertThat(ack)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        AckException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
        assertThatDisconnectIsLast();
    }

    @Test
    void broadcastIsRefused() {
        assertThat(io.to(socket.id()).policy(disconnecting).emit("late").refused())
                .isEqualTo(1);

        assertThatDisconnectIsLast();
    }
}
