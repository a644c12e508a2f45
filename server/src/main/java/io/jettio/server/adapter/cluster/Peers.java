package io.jettio.server.adapter.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The other nodes of a namespace, as far as they were heard of lately. Thread-safe. */
final class Peers {
    /** More than any cluster has: who makes up nodes does not fill our memory. */
    private static final int MAX = 10_000;

    private final long timeoutNanos;

    // Guarded by this object as a lock.

    /** When each was heard of last. */
    private final Map<String, Long> heard = new HashMap<>();

    /** Who said that it leaves, and when: what is still on its way from it does not bring it back. */
    private final Map<String, Long> left = new HashMap<>();

    Peers(long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
    }

    /** A node was heard of; false where it is one too many. */
    synchronized boolean heard(String uid, long now) {
        if (left.containsKey(uid)) {
            return true;
        }
        if (heard.size() >= MAX && !heard.containsKey(uid)) {
            return false;
        }
        heard.put(uid, now);
        return true;
    }

    /** A node says that it leaves. */
    synchronized void left(String uid, long now) {
        if (heard.remove(uid) != null) {
            left.put(uid, now);
        }
    }

    /** Takes those out that were not heard of for too long. */
    synchronized List<String> expire(long now) {
        List<String> silent = new ArrayList<>();
        for (Iterator<Map.Entry<String, Long>> it = heard.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<String, Long> one = it.next();
            if (now - one.getValue() >= timeoutNanos) {
                silent.add(one.getKey());
                it.remove();
            }
        }
        left.values().removeIf(when -> now - when >= timeoutNanos);
        return silent;
    }

    /** Nobody could be heard of until now. */
    synchronized void renew(long now) {
        heard.replaceAll((uid, when) -> now);
    }

    synchronized Set<String> uids() {
        return Set.copyOf(heard.keySet());
    }

    synchronized int size() {
        return heard.size();
    }
}
