package io.jettio.client.internal.engine;

import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.engineio.EnginePacket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The upgrade of a session while there is one; what its candidate tells goes to it, and nothing else does. Strand. */
final class UpgradeSlot {
    private final Strand strand;
    private final Duration timeout;
    private final Owner owner;

    private @Nullable Upgrade upgrade;

    UpgradeSlot(EngineContext context, Owner owner) {
        this.strand = context.strand();
        this.timeout = context.options().upgradeTimeout();
        this.owner = owner;
    }

    void begin(PollingTransport polling, Transport candidate) {
        Upgrade begun = new Upgrade(polling, candidate, strand, timeout, new Upgrade.Owner() {
            @Override
            public void succeeded() {
                upgrade = null;
                owner.upgraded(candidate);
            }

            @Override
            public void dropped(@Nullable Throwable cause) {
                upgrade = null;
                owner.upgradeDropped(candidate, cause);
            }
        });
        upgrade = begun;
        begun.start();
    }

    /** Whether nothing may be written. */
    boolean isSwitching() {
        return upgrade != null && upgrade.isSwitching();
    }

    void opened(Transport from) {
        if (upgrade != null && upgrade.isCandidate(from)) {
            upgrade.opened();
        }
    }

    void received(Transport from, EnginePacket packet) {
        if (upgrade != null && upgrade.isCandidate(from)) {
            upgrade.received(packet);
        }
    }

    void failed(Transport from, @Nullable Throwable cause) {
        if (upgrade != null && upgrade.isCandidate(from)) {
            upgrade.failed(cause);
        }
    }

    /** Drops the candidate, if there is one, without a word. */
    void cancel() {
        if (upgrade != null) {
            upgrade.cancel();
            upgrade = null;
        }
    }

    /** The session, as its upgrades see it. */
    interface Owner {
        /** The candidate is the session's transport from now on. */
        void upgraded(Transport candidate);

        /** Polling goes on. */
        void upgradeDropped(Transport candidate, @Nullable Throwable cause);
    }
}
