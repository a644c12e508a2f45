package app.server.closed;

import io.jettio.protocol.annotation.OnEvent;

/** Handlers in a package that is open to nobody. */
public final class Closed {
    @OnEvent("closed")
    void closed() {}
}
