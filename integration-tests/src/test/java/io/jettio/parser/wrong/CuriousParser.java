package io.jettio.parser.wrong;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.Socket;

/** Does what no parser may do. Only there to prove that the rules can fail. */
public final class CuriousParser {
    public Socket receiver;
    public EnginePacket below;
    public ObjectMapper mapper;
}
