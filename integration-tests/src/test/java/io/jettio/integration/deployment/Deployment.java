package io.jettio.integration.deployment;

/** A running server, as those see it who connect to it. */
interface Deployment extends AutoCloseable {
    /** Whether clients speak TLS to it. */
    boolean secure();

    /** The port on 127.0.0.1 to which clients connect. */
    int port();

    /** The origin of a page that it serves. */
    default String origin() {
        return (secure() ? "https" : "http") + "://127.0.0.1:" + port();
    }

    /** Ends what the server itself does not end. */
    @Override
    void close();
}
