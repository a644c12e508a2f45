package io.jettio.harness.client;

import io.jettio.harness.check.Checked;
import io.jettio.harness.check.Pulse;
import io.jettio.harness.wire.Channel.Transport;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A client by its command, of which each trial starts a process of its own. */
public final class CheckedClient implements Checked<ClientTrial> {
    private static final Duration LATE = Duration.ofMillis(500);
    private static final int TRIES = 3;

    private final List<String> command;

    /**
     * Names a client.
     *
     * @param command the command's words, without the URL
     */
    public CheckedClient(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * Has the command connect once.
     *
     * @throws AssertionError if it does not
     * @throws UncheckedIOException if there is no such command
     */
    public void connectOnce() {
        try (ClientTrial trial = new ClientTrial(command)) {
            trial.joined(Transport.WEBSOCKET);
        }
    }

    @Override
    public String name() {
        return String.join(" ", command);
    }

    @Override
    public String introduced(int scenarios) {
        return "%s: %d scenarios".formatted(name(), scenarios);
    }

    /** Nothing: each trial is the first of its process. */
    @Override
    public void warmUp() {}

    /** Nothing in it is random. */
    @Override
    public ClientTrial trial(long seed) {
        return new ClientTrial(command);
    }

    /** Looks at this machine alone. */
    @Override
    public Pulse pulse() {
        return new Pulse(LATE, () -> true);
    }

    @Override
    public int tries() {
        return TRIES;
    }
}
