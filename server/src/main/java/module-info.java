/** The Engine.IO and Socket.IO server, on Jetty. */
module io.jettio.server {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive org.eclipse.jetty.server;
    requires io.jettio.common;
    requires org.slf4j;

    exports io.jettio.server;
    exports io.jettio.server.adapter;
    exports io.jettio.server.adapter.cluster;
    exports io.jettio.server.data;
    exports io.jettio.server.engine;
    exports io.jettio.server.jetty;
    exports io.jettio.server.observe;

    uses io.jettio.server.internal.engine.Standalone.Factory;

    provides io.jettio.server.internal.engine.Standalone.Factory with
            io.jettio.server.internal.jetty.JettyStandalone.Provider;
}
