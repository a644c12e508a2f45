/** Packets as MessagePack: a leaf on the protocol's interface for parsers. */
module io.jettio.parser.msgpack {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;

    exports io.jettio.parser.msgpack;
}
