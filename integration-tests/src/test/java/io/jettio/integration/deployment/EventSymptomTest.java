package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.SocketIoServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The symptoms of events that are not handled, or not answered. */
class EventSymptomTest extends PageTest {
    private static final int PATIENCE_MILLIS = 500;

    @Test
    @Shows("The handler failed")
    void handlerThatThrowsSendsNoAck() throws Exception {
        log().expect("a handler of \"save\" failed");
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.answer("save", String.class, text -> {
            throw new IllegalStateException("the disk is full");
        }));
        PeerSocket client = client(start(io), Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("The handler failed")) {
            symptom.ackError(client.askInVain(PATIENCE_MILLIS, "save", "x"));
        }
    }

    @Test
    @Shows("An argument does not fit")
    void argumentThatDoesNotFitReachesNoHandler() throws Exception {
        log().expect("a handler of \"move\" failed");
        SocketIoServer io = create(options -> {});
        Inbox<Integer> handled = new Inbox<>("numbers");
        io.onConnection(socket -> socket.on("move", int.class, handled::put));
        PeerSocket client = client(start(io), Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("An argument does not fit")) {
            symptom.ackError(client.askInVain(PATIENCE_MILLIS, "move", "three"));
            assertThat(handled.present()).isEmpty();
        }
    }

    @Test
    @Shows("Nobody answers")
    void listenerThatOnlyListensSendsNoAck() throws Exception {
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.on("save", String.class, text -> {}));
        PeerSocket client = client(start(io), Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("Nobody answers")) {
            symptom.ackError(client.askInVain(PATIENCE_MILLIS, "save", "x"));
        }
    }

    @Test
    @Shows("One slow handler holds up the next events")
    void blockedHandlerHoldsUpItsOwnSocketOnly() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> {
            socket.on("report", payload -> released.await());
            socket.answer("echo", String.class, text -> text);
        });
        Deployment server = start(io);
        PeerSocket client = client(server, Transports.WEBSOCKET).connect();
        PeerSocket other = client(server, Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("One slow handler holds up the next events")) {
            client.emit("report");
            symptom.ackError(client.askInVain(PATIENCE_MILLIS, "echo", "x"));
            assertThat(other.ask("echo", "y")).containsExactly("y");
        } finally {
            released.countDown();
        }
    }

    @Test
    @Shows("The first events are lost")
    void listenerThatIsRegisteredLaterMissesTheFirstEvents() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<String> handled = new Inbox<>("texts");
        CountDownLatch loaded = new CountDownLatch(1);
        Inbox<String> registered = new Inbox<>("registrations");
        io.onConnection(socket -> {
            Thread loading = new Thread(() -> {
                awaitQuietly(loaded);
                socket.on("say", String.class, handled::put);
                registered.put("done");
            });
            loading.start();
            socket.answer("sync", payload -> "done");
        });
        try (Symptom symptom = Symptom.of("The first events are lost")) {
            PeerSocket client = client(start(io), Transports.WEBSOCKET).begin();
            client.emit("say", "the first event");
            client.awaitConnect();
            client.ask("sync");
            loaded.countDown();
            registered.take();
            client.emit("say", "the second event");
            symptom.saw("server handles " + handled.take());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
