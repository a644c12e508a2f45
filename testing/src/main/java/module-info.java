/** Tests of an application's own handlers without a network. */
module io.jettio.testing {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive io.jettio.server;
    requires transitive io.jettio.client;
    requires io.jettio.common;
    requires static org.junit.jupiter.api; // of those who use the extension

    exports io.jettio.testing;
    exports io.jettio.testing.junit;
}
