package io.jettio.server.internal;

/** The loggers, one for each layer; see {@code docs/logging.md}. */
public final class Loggers {
    /** Requests, sessions, transports, timers and threads. */
    public static final String ENGINE = "io.jettio.server.engine";
    /** Namespaces, sockets and handlers. */
    public static final String SOCKETIO = "io.jettio.server.socketio";
    /** The carrier: connections, listening, TLS. */
    public static final String JETTY = "io.jettio.server.jetty";
    /** Type, namespace, id and size of each packet. */
    public static final String PACKETS = "io.jettio.server.packets";
    /** What packets contain. */
    public static final String CONTENTS = "io.jettio.server.contents";

    private Loggers() {}
}
