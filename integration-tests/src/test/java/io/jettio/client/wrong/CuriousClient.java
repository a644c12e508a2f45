package io.jettio.client.wrong;

import io.jettio.server.SocketIoServer;

/** A client that knows the server. Only there to prove that the rules can fail. */
public interface CuriousClient {
    SocketIoServer server();
}
