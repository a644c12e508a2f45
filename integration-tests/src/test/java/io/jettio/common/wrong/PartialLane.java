package io.jettio.common.wrong;

import io.jettio.server.Socket;

/** What serves both sides, and knows one. Only there to prove that the rules can fail. */
public interface PartialLane {
    Socket socket();
}
