package io.jettio.contracts.protocol;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;

/** The default parser. */
class JsonParserTest extends ParserContract {
    @Override
    protected Parser parser() {
        return new JsonParser(GsonJsonCodec.shared());
    }
}
