package io.jettio.harness.server;

import io.jettio.harness.check.Checked;
import io.jettio.harness.check.Pulse;
import io.jettio.harness.wire.Channel.Packets;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Tape;
import java.time.Duration;

/** A server that runs already, with the times that it announced. */
public final class CheckedServer implements Checked<ServerTrial> {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int TRIES = 5;
    private static final int WARM_ROUNDS = 200;

    /** A way that stays slow does not grow quick by being asked on. */
    private static final Duration WARMING = Duration.ofSeconds(10);

    private static final int QUICK_ROUNDS = 5;
    private static final String NOBODY = "EIO=4&transport=polling&sid=nobody";

    private final Endpoint endpoint;
    private final Facts facts;
    private final Dialect dialect;
    private final Packets packets;

    /**
     * Names a server.
     *
     * @param packets the form of Socket.IO packets; cases that cannot be said in it have no result
     */
    public CheckedServer(Endpoint endpoint, Facts facts, Dialect dialect, Packets packets) {
        Duration patience = facts.lifetime().multipliedBy(6);
        this.endpoint = new Endpoint(
                endpoint.base(),
                endpoint.path(),
                endpoint.access().patient(patience.compareTo(LONGEST) < 0 ? patience : LONGEST));
        this.facts = facts;
        this.dialect = dialect;
        this.packets = packets;
    }

    @Override
    public String name() {
        return endpoint.base().toString();
    }

    @Override
    public String introduced(int cases) {
        return "%s%s: %d cases, ping interval %d ms, ping timeout %d ms"
                .formatted(
                        endpoint.base(),
                        endpoint.path(),
                        cases,
                        facts.pingInterval().toMillis(),
                        facts.pingTimeout().toMillis());
    }

    /** The first requests of a process that loads its classes may take longer than a pong may. */
    @Override
    public void warmUp() {
        Duration quick = facts.pingTimeout().dividedBy(8);
        int inARow = 0;
        long end = System.nanoTime() + WARMING.toNanos();
        for (int i = 0; i < WARM_ROUNDS && inARow < QUICK_ROUNDS && System.nanoTime() < end; i++) {
            long begun = System.nanoTime();
            try (ServerTrial trial = new ServerTrial(endpoint, facts, dialect, Packets.JSON, 0)) {
                trial.session().post("1");
                trial.peer();
            } catch (AssertionError | RuntimeException e) {
                return; // the cases will say so
            }
            inARow = System.nanoTime() - begun < quick.toNanos() ? inARow + 1 : 0;
        }
    }

    @Override
    public ServerTrial trial(long seed) {
        return new ServerTrial(endpoint, facts, dialect, packets, seed);
    }

    /** Asks for a session that there is not. */
    @Override
    public Pulse pulse() {
        Endpoint untold = endpoint.toldTo(Tape.NONE);
        return new Pulse(facts.pingTimeout().dividedBy(2), () -> {
            try {
                untold.get(NOBODY);
                return true;
            } catch (AssertionError e) {
                return false; // no answer at all is the cases' business; how long one took is what counts here
            }
        });
    }

    @Override
    public int tries() {
        return TRIES;
    }
}
