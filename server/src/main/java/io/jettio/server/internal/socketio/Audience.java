package io.jettio.server.internal.socketio;

import java.util.Collection;

/** The namespaces whose sockets an operator chooses from. */
interface Audience {
    DefaultSocketIoServer server();

    /** Those that there are at this moment. */
    Collection<DefaultNamespace> namespaces();
}
