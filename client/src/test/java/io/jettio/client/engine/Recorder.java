package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a session tells, and hands it out in order, with a bound. */
class Recorder implements EngineListener {
    private static final int SECONDS = 30;

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Optional<Throwable>> causes = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(EngineSocket socket, OpenData handshake) {
        told.add("open");
    }

    @Override
    public void onMessage(EngineSocket socket, Frame message) {
        messages.add(message instanceof Frame.Text text ? text.text() : message.size() + " bytes");
    }

    @Override
    public void onUpgrading(EngineSocket socket, TransportType transport) {
        told.add("upgrading");
    }

    @Override
    public void onUpgrade(EngineSocket socket, TransportType transport) {
        told.add("upgrade");
    }

    @Override
    public void onUpgradeError(EngineSocket socket, TransportType transport, Optional<Throwable> cause) {
        told.add("upgrade error");
    }

    @Override
    public void onClose(EngineSocket socket, EngineCloseReason reason, Optional<Throwable> cause) {
        told.add("close " + reason);
        causes.add(cause);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(value).as("something within %s s", SECONDS).isNotNull();
        return value;
    }

    String next() throws InterruptedException {
        return next(told);
    }

    String message() throws InterruptedException {
        return next(messages);
    }

    /** Why the session could not be opened, or broke. */
    EngineException failure() throws InterruptedException {
        Optional<Throwable> cause = next(causes);
        assertThat(cause).get().isInstanceOf(EngineException.class);
        return (EngineException) cause.orElseThrow();
    }
}
