/** An application of somebody else's, with MessagePack and Jackson. */
module app.leaves {
    requires io.jettio.client;
    requires io.jettio.server;
    requires io.jettio.json.jackson;
    requires io.jettio.parser.msgpack;

    // Jackson reads and writes the record.
    opens app.leaves to
            com.fasterxml.jackson.databind;
}
