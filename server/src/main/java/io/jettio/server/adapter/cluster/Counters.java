package io.jettio.server.adapter.cluster;

import java.util.concurrent.atomic.LongAdder;

/** Counts for all namespaces of a server. */
final class Counters {
    final LongAdder published = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder overrun = new LongAdder();

    ClusterCounts snapshot(int queued) {
        return new ClusterCounts(
                published.sum(), received.sum(), queued, unsent.sum(), rejected.sum(), ignored.sum(), overrun.sum());
    }
}
