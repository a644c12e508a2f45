package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** A WebSocket that opens a session of its own, and from then on is that session's transport. */
final class WebSocketOpening implements WebSocketHandler {
    /** RFC 6455, section 7.4.1. */
    private static final int POLICY_VIOLATION = 1008;

    private final EngineCore core;
    private final EngineSession session;
    private final boolean binaryAllowed;
    private @Nullable WebSocketTransport transport; // set in onOpen, before anything else is called; null if refused
    private boolean refused;

    WebSocketOpening(EngineCore core, EngineSession session, boolean binaryAllowed) {
        this.core = core;
        this.session = session;
        this.binaryAllowed = binaryAllowed;
    }

    @Override
    public void onOpen(WebSocketChannel channel) {
        WebSocketTransport opened = new WebSocketTransport(session, channel, binaryAllowed);
        transport = opened;
        if (!core.open(session, opened)) {
            transport = null;
            refused = true;
            core.addresses().closed(session.handshake().address());
            channel.close(POLICY_VIOLATION);
        }
    }

    @Override
    public boolean onMessage(Frame message) {
        WebSocketTransport opened = transport;
        if (opened == null) {
            return true; // it was refused, and its close is on the way
        }
        try {
            session.receiver().onPacket(opened.decode(message));
        } catch (ProtocolException e) {
            session.receiver().parseError(e);
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
        core.log().debug("a WebSocket failed", failure);
        if (transport != null) {
            session.transportFailed(opened());
        } else if (!refused) {
            refused = true; // once, however often it fails
            core.addresses().closed(session.handshake().address()); // it never opened
        }
    }

    private WebSocketTransport opened() {
        return java.util.Objects.requireNonNull(transport);
    }
}
