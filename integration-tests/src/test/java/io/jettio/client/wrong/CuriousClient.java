package io.jettio.client.wrong;

import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.server.SocketIoServer;

/** A client that knows the server and a parser of its own module. Only there to prove that the rules can fail. */
public interface CuriousClient {
    SocketIoServer server();

    MsgpackParser parser();
}
