/**
 * The pure half of Jettio: Engine.IO and Socket.IO values and codecs, the JSON mapping, and the shapes of event
 * handlers. No threads, no clock, no I/O, no logging.
 */
module io.jettio.protocol {
    requires static transitive org.jspecify;
    requires transitive com.google.gson;

    exports io.jettio.protocol;
    exports io.jettio.protocol.engineio;
    exports io.jettio.protocol.socketio;
    exports io.jettio.protocol.parser;
    exports io.jettio.protocol.json;
    exports io.jettio.protocol.handler;
}
