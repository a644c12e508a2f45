package io.jettio.client;

import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;

/** What the reference server and the client speak. */
enum Format {
    JSON("{}", new JsonParser(GsonJsonCodec.shared())),
    MSGPACK("{\"parser\":\"socket.io-msgpack-parser\"}", new MsgpackParser());

    private final String serverOptions;

    @SuppressWarnings("ImmutableEnumChecker") // a parser is stateless
    private final Parser parser;

    Format(String serverOptions, Parser parser) {
        this.serverOptions = serverOptions;
        this.parser = parser;
    }

    /** The options that make the server speak it. */
    String serverOptions() {
        return serverOptions;
    }

    Parser parser() {
        return parser;
    }
}
