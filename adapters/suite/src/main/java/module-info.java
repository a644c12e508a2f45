/** What every adapter has to do, as tests for those who write one. */
module io.jettio.adapter.suite {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive io.jettio.server;
    requires transitive org.junit.jupiter.api;

    exports io.jettio.adapter.suite;
}
