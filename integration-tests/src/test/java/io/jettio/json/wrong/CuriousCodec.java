package io.jettio.json.wrong;

import io.jettio.protocol.parser.Parser;

/** Does what no codec may do. Only there to prove that the rules can fail. */
public final class CuriousCodec {
    public Parser parser;
}
