package io.jettio.parser.msgpack;

import io.jettio.contracts.protocol.ParserContract;
import io.jettio.protocol.parser.Parser;
import org.junit.jupiter.api.Tag;

/** What every parser keeps. */
@Tag("feature:2.12")
class MsgpackParserContractTest extends ParserContract {
    @Override
    protected Parser parser() {
        return new MsgpackParser();
    }
}
