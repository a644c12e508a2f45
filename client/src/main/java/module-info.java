/**
 * Engine.IO and Socket.IO client on Jetty.
 */
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
}
