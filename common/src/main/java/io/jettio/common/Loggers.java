package io.jettio.common;

/** The logger of this module; see {@code docs/logging.md}. */
public final class Loggers {
    /** Handler threads, lanes and deadlines, of servers and of clients. */
    public static final String COMMON = "io.jettio.common";

    private Loggers() {}
}
