package io.jettio.harness.wire;

/** Told what goes over the wire, from any thread, so that a failure can show it. */
public interface Tape {
    /** Keeps nothing. */
    Tape NONE = new Tape() {
        @Override
        public void sent(String what) {}

        @Override
        public void received(String what) {}
    };

    /** What was written: a request, a frame or bytes. */
    void sent(String what);

    /** What was read. */
    void received(String what);

    /** The other side ended a session or a connection, or knows of it no more. */
    default void ended() {}
}
