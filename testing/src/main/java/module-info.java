/** Tests of an application's own handlers without a network. */
module io.jettio.testing {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive io.jettio.server;
    requires transitive io.jettio.client;
    requires io.jettio.common;
    requires static transitive org.junit.jupiter.api;

    exports io.jettio.testing;
    exports io.jettio.testing.junit;
}
