/**
 * The pure half of Jettio: Engine.IO and Socket.IO values and codecs, the JSON mapping, the shapes of event
 * handlers, and annotations for handlers as methods of a class. No threads, no clock, no I/O, no logging.
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
    exports io.jettio.protocol.annotation;
}
