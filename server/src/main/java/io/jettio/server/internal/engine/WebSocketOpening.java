package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.HandshakeRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket that opens a session of its own, and from then on is that session's transport. */
final class WebSocketOpening implements WebSocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketOpening.class);

    private final EngineCore core;
    private final EngineSession session;
    private final boolean binaryAllowed;
    private @Nullable WebSocketTransport transport; // set in onOpen, before anything else is called

    WebSocketOpening(EngineCore core, EngineVersion version, HandshakeRequest request, boolean binaryAllowed) {
        this.core = core;
        this.session = core.newSession(version, request);
        this.binaryAllowed = binaryAllowed;
    }

    @Override
    public void onOpen(WebSocketChannel channel) {
        WebSocketTransport opened = new WebSocketTransport(session, channel, binaryAllowed);
        transport = opened;
        core.open(session, opened);
    }

    @Override
    public boolean onMessage(Frame message) {
        try {
            session.onPacket(opened().decode(message));
        } catch (ProtocolException e) {
            session.parseError(e);
        }
        return session.mayReadOn();
    }

    @Override
    public void onClosed() {
        if (transport != null) {
            session.transportClosed(opened());
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("a WebSocket failed", failure);
        if (transport != null) {
            session.transportFailed(opened());
        }
    }

    private WebSocketTransport opened() {
        return java.util.Objects.requireNonNull(transport);
    }
}
