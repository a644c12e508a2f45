package io.jettio.benchmarks.clients;

/** A client library. */
enum Library {
    /** Jettio's client. */
    JETTIO,
    /** The official Java client, over OkHttp. */
    OFFICIAL;

    Clients make(Work work) {
        return this == JETTIO ? new JettioClients(work) : new OfficialClients(work);
    }
}
