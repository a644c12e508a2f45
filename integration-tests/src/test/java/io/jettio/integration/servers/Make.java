package io.jettio.integration.servers;

import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;

/** The servers that our client is tried with. */
public enum Make {
    NODE_4_8("4.8."),
    NODE_4_8_MSGPACK("4.8."),
    NODE_4_0("4.0."),
    NODE_3_1("3.1."),
    PYTHON_5("5."),
    JETTIO(null),
    JETTIO_MSGPACK(null);

    private final String version;

    Make(String version) {
        this.version = version;
    }

    /** A server of this make, in a process of its own where it is not ours. */
    TestServer make() {
        return switch (this) {
            case NODE_4_8 -> released(ProcessServer.node("socket.io"));
            case NODE_4_8_MSGPACK -> released(ProcessServer.node("socket.io", "socket.io-msgpack-parser"));
            case NODE_4_0 -> released(ProcessServer.node("socket.io-4.0"));
            case NODE_3_1 -> released(ProcessServer.node("socket.io-3.1"));
            case PYTHON_5 -> released(ProcessServer.python());
            case JETTIO, JETTIO_MSGPACK -> new OurServer(parser());
        };
    }

    private TestServer released(ProcessServer server) {
        if (!server.version().startsWith(version)) {
            throw new AssertionError(this + " is of another release: " + server.version());
        }
        return server;
    }

    /** The parser that clients need. */
    Parser parser() {
        return this == NODE_4_8_MSGPACK || this == JETTIO_MSGPACK
                ? new MsgpackParser()
                : new JsonParser(GsonJsonCodec.shared());
    }
}
