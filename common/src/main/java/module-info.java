/**
 * What the server and the client share beside the protocol: where application code runs, deadlines, objects whose
 * methods are handlers, and WebSockets on Jetty. Not for applications: nothing here is promised to stay.
 */
@SuppressWarnings("module") // the modules that this one is for depend on it, and are not there yet when it is compiled
module io.jettio.common {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive org.eclipse.jetty.io;
    requires org.slf4j;

    exports io.jettio.common to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
    exports io.jettio.common.handlers to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
    exports io.jettio.common.jetty to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
    exports io.jettio.common.run to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
    exports io.jettio.common.time to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
    exports io.jettio.common.websocket to
            io.jettio.server,
            io.jettio.client,
            io.jettio.testing;
}
