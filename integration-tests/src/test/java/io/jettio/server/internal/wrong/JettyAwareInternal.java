package io.jettio.server.internal.wrong;

import io.jettio.server.jetty.SocketIoHandler;

/** A machine that knows what carries it. Only there to prove that the rules can fail. */
public interface JettyAwareInternal {
    SocketIoHandler handler();
}
