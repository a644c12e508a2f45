/**
 * Engine.IO and Socket.IO client on Jetty.
 */
@SuppressWarnings("module") // the test kit depends on this one, and is not there yet when it is compiled
module io.jettio.client {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires io.jettio.common;
    requires org.slf4j;
    requires transitive org.eclipse.jetty.client;
    requires org.eclipse.jetty.websocket.core.client;

    exports io.jettio.client;
    exports io.jettio.client.engine;
    exports io.jettio.client.jetty;

    // The test kit exchanges what carries the bytes.
    exports io.jettio.client.internal.concurrent to
            io.jettio.testing;
    exports io.jettio.client.internal.engine to
            io.jettio.testing;
}
