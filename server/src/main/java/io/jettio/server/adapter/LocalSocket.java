package io.jettio.server.adapter;

/** A socket of this node, as an adapter keeps it. Not for implementation by adapters. */
public interface LocalSocket {
    /**
     * {@return its public id, which is the name of its own room}
     */
    String id();
}
