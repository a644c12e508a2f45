package io.jettio.integration.peer;

/** A client of some make, to be told by a test what to do. */
public interface PeerClient {
    /** A socket that is not connected yet. */
    PeerSocket.Plan socket(String url);

    /** Disconnects and forgets every socket. */
    void reset();

    /** Ends it, with all that it has started. */
    void stop() throws Exception;
}
