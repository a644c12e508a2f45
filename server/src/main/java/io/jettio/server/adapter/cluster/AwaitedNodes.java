package io.jettio.server.adapter.cluster;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have reported on a request, and which are still waited for. A node that says that it leaves is not expected
 * any more; one that falls silent is missed, but not waited for. Not thread-safe.
 */
final class AwaitedNodes {
    private final Set<String> reported = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private final Set<String> missed = new HashSet<>();
    private final Set<String> silent = new HashSet<>(); // who is among them may never have been asked

    private @Nullable Expected expected; // null until it is known
    private boolean gaveUp;

    /** It is known who is to report. */
    void expect(Expected nodes) {
        expected = nodes;
    }

    /** A node reports; false where it has already, or where that comes too late. */
    boolean report(String uid) {
        return !gaveUp && !missed.contains(uid) && !silent.contains(uid) && reported.add(uid);
    }

    /** Whether a node has reported. */
    boolean hasReported(String uid) {
        return reported.contains(uid);
    }

    /** A node will not report. */
    void miss(String uid) {
        if (!reported.contains(uid)) {
            missed.add(uid);
        }
    }

    /** A node fell silent; what was asked when that was known does not expect it. */
    void silence(String uid) {
        if (!reported.contains(uid)) {
            silent.add(uid);
        }
    }

    /** Who was asked, or said so, and will not report. */
    private Set<String> missed() {
        Set<String> all = new HashSet<>(silent);
        Expected nodes = expected;
        if (nodes != null && nodes.uids() != null) {
            all.retainAll(nodes.uids());
        }
        all.addAll(missed);
        return all;
    }

    /** A node has left. */
    void leave(String uid) {
        if (!reported.contains(uid)) {
            left.add(uid);
        }
    }

    /** Nobody is waited for any more. */
    void giveUp() {
        gaveUp = true;
    }

    /** Whether nobody is waited for. */
    boolean isOver() {
        return gaveUp || (expected != null && open() == 0);
    }

    /** Whether everybody reported who is still there. */
    boolean isComplete() {
        return !gaveUp && expected != null && open() == 0 && missed().isEmpty();
    }

    private int open() {
        Expected nodes = expected;
        if (nodes == null) {
            return 1;
        }
        if (nodes.uids() == null) {
            return Math.max(0, nodes.count() - reported.size() - left.size() - missed().size());
        }
        Set<String> gone = missed();
        int open = 0;
        for (String uid : nodes.uids()) {
            if (!reported.contains(uid) && !left.contains(uid) && !gone.contains(uid)) {
                open++;
            }
        }
        return open;
    }

    /** How many other nodes there are to report. */
    int expected() {
        Expected nodes = expected;
        if (nodes == null) {
            return reported.size() + missed().size();
        }
        if (nodes.uids() == null) {
            return Math.max(nodes.count() - left.size(), reported.size());
        }
        Set<String> all = new HashSet<>(nodes.uids());
        all.removeAll(left);
        all.addAll(reported);
        all.addAll(missed());
        return all.size();
    }

    /** Who did not report, as far as it is known. */
    Set<String> missing() {
        Set<String> missing = missed();
        Expected nodes = expected;
        if (nodes != null && nodes.uids() != null) {
            missing.addAll(nodes.uids());
            missing.removeAll(reported);
            missing.removeAll(left);
        }
        return missing;
    }
}
