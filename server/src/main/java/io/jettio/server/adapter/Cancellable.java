package io.jettio.server.adapter;

/** Something that was begun and can be given up. Thread-safe. */
@FunctionalInterface
public interface Cancellable {
    /** Gives it up; does nothing where it has ended already. */
    void cancel();
}
