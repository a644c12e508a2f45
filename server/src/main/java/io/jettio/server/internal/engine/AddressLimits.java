package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.engine.EngineServerOptions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what one address may open. An IPv6 address counts as its /64, which is what one customer gets. The table is
 * bounded: of the addresses without an open connection, the ones that were seen longest ago are forgotten. Thread-safe.
 */
final class AddressLimits {
    private static final int MOST_ADDRESSES = 100_000;

    /** How many seconds' worth of handshakes an address may make at once. */
    private static final int BURST_SECONDS = 4;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final DeadlineQueue clock;
    private final int maxConnections;
    private final int handshakesPerSecond;
    private final boolean enabled;

    @GuardedBy("this")
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        int connections;
        long paidUntil;
    }

    AddressLimits(EngineServerOptions options, DeadlineQueue clock) {
        this.clock = clock;
        this.maxConnections = options.maxConnectionsPerAddress();
        this.handshakesPerSecond = options.handshakesPerAddressAndSecond();
        this.enabled = maxConnections > 0 || handshakesPerSecond > 0;
    }

    /** Counts a handshake; whether it may go on. What goes on must be given back by {@link #closed}. */
    boolean opened(String address) {
        if (!enabled) {
            return true;
        }
        long now = clock.now();
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(key(address), key -> {
                Entry fresh = new Entry();
                fresh.paidUntil = now;
                return fresh;
            });
            forgetSome();
            if (maxConnections > 0 && entry.connections >= maxConnections) {
                return false;
            }
            if (handshakesPerSecond > 0) {
                long from = entry.paidUntil - now < 0 ? now : entry.paidUntil;
                long paid = from + SECOND / handshakesPerSecond;
                if (paid - now > BURST_SECONDS * SECOND) {
                    return false;
                }
                entry.paidUntil = paid;
            }
            entry.connections++;
            return true;
        }
    }

    /** A connection that was opened is closed, or came to nothing. */
    void closed(String address) {
        if (!enabled) {
            return;
        }
        synchronized (this) {
            Entry entry = entries.get(key(address));
            if (entry != null && entry.connections > 0) {
                entry.connections--;
            }
        }
    }

    @GuardedBy("this")
    private void forgetSome() {
        if (entries.size() > MOST_ADDRESSES) {
            var oldest = entries.values().iterator();
            for (int i = 0; i < MOST_ADDRESSES / 100 && oldest.hasNext(); i++) {
                if (oldest.next().connections == 0) {
                    oldest.remove();
                }
            }
        }
    }

    /** The number of addresses that are remembered. */
    synchronized int size() {
        return entries.size();
    }

    private static String key(String address) {
        int zone = address.indexOf('%'); // which link it is on says nothing about whose it is
        byte[] bytes = Addresses.bytes(zone < 0 ? address : address.substring(0, zone));
        return bytes == null ? address : HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
