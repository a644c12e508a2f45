package io.jettio.integration.matrix;

import io.jettio.integration.peer.OfficialJavaPeer;
import io.jettio.integration.peer.OurPeer;
import io.jettio.integration.peer.PeerClient;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import java.io.IOException;

/** The clients of the matrix. */
enum Peer {
    NODE_4_8("4.8."),
    NODE_4_8_MSGPACK("4.8."),
    NODE_4_0("4.0."),
    NODE_3_1("3.1."),
    NODE_2_5("2.5."),
    JAVA_2_1(null),
    PYTHON_5("5."),
    JETTIO(null),
    JETTIO_MSGPACK(null);

    private final String version;

    Peer(String version) {
        this.version = version;
    }

    PeerClient start() throws IOException {
        return switch (this) {
            case NODE_4_8 -> released(ProcessPeer.node("socket.io-client"));
            case NODE_4_8_MSGPACK -> released(ProcessPeer.node("socket.io-client", "socket.io-msgpack-parser"));
            case NODE_4_0 -> released(ProcessPeer.node("socket.io-client-4.0"));
            case NODE_3_1 -> released(ProcessPeer.node("socket.io-client-3.1"));
            case NODE_2_5 -> released(ProcessPeer.node("socket.io-client-2"));
            case PYTHON_5 -> released(ProcessPeer.python());
            case JAVA_2_1 -> new OfficialJavaPeer();
            case JETTIO -> new OurPeer();
            case JETTIO_MSGPACK -> new OurPeer(new MsgpackParser());
        };
    }

    /** The parser that the server needs for this client. */
    Parser parser(JsonCodec json) {
        return this == NODE_4_8_MSGPACK || this == JETTIO_MSGPACK ? new MsgpackParser(json) : new JsonParser(json);
    }

    private PeerClient released(ProcessPeer peer) {
        if (!peer.version().startsWith(version)) {
            throw new AssertionError(this + " is of another release: " + peer.version());
        }
        return peer;
    }
}
