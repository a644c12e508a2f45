package io.jettio.server.adapter.cluster;

/** A request of ours that other nodes answer. Thread-safe. */
interface Pending {
    /** It is known who is to answer. */
    void expect(Expected nodes);

    /** A node answers. */
    void response(ClusterMessage.Response response);

    /** A node has left, and said so. */
    void left(String uid);

    /** A node has fallen silent. */
    void silent(String uid);

    /** Ends with what there is: the time is over, or nobody can be reached. */
    void end();
}
