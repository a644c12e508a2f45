package io.jettio.server.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.compression.CompressionPool;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.IncomingFrames;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.OutgoingFrames;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.jspecify.annotations.Nullable;

/** The extensions of our WebSockets: one that is negotiated, and one that only Jetty knows of. */
final class WebSocketExtensions {
    /** Jetty keeps a name that begins so to itself. */
    private static final String BARE_STATUS = "@bare-status";

    private WebSocketExtensions() {}

    /** WebSocket components that know these extensions and no other. */
    static WebSocketComponents components(Server server) {
        return new WebSocketComponents(
                new Registry(),
                null,
                server.getByteBufferPool(),
                new InflaterPool(CompressionPool.DEFAULT_CAPACITY, true),
                new DeflaterPool(CompressionPool.DEFAULT_CAPACITY, Deflater.DEFAULT_COMPRESSION, true),
                task -> server.getThreadPool().execute(task));
    }

    /** What a WebSocket uses, given what the client offers. */
    static List<ExtensionConfig> negotiated(boolean deflates, List<ExtensionConfig> offers) {
        List<ExtensionConfig> used = new ArrayList<>(2);
        used.add(new ExtensionConfig(BARE_STATUS));
        if (deflates) {
            used.addAll(DeflateNegotiation.accepted(offers));
        }
        return used;
    }

    /** Makes the extensions without looking for their classes. */
    private static final class Registry extends WebSocketExtensionRegistry {
        @Override
        public @Nullable Extension newInstance(ExtensionConfig config, WebSocketComponents components) {
            Extension made = switch (config.getName()) {
                case BARE_STATUS -> new BareStatus();
                case DeflateNegotiation.NAME -> DeflateNegotiation.extension();
                default -> null;
            };
            if (made != null) {
                made.init(config, components);
            }
            return made;
        }
    }

    /** Passes every frame as it is. Jetty's own base class would write what is in them to our log. */
    static class PassThrough implements Extension {
        private @Nullable ExtensionConfig config;
        private @Nullable IncomingFrames incoming;
        private @Nullable OutgoingFrames outgoing;

        @Override
        public void init(ExtensionConfig negotiated, WebSocketComponents components) {
            config = negotiated;
        }

        @Override
        public ExtensionConfig getConfig() {
            return Objects.requireNonNull(config);
        }

        @Override
        public String getName() {
            return getConfig().getName();
        }

        @Override
        public boolean isRsv1User() {
            return false;
        }

        @Override
        public boolean isRsv2User() {
            return false;
        }

        @Override
        public boolean isRsv3User() {
            return false;
        }

        @Override
        public void setNextIncomingFrames(IncomingFrames next) {
            incoming = next;
        }

        @Override
        public void setNextOutgoingFrames(OutgoingFrames next) {
            outgoing = next;
        }

        @Override
        public void setCoreSession(CoreSession session) {}

        @Override
        public void onFrame(Frame frame, Callback callback) {
            Objects.requireNonNull(incoming).onFrame(frame, callback);
        }

        @Override
        public void sendFrame(OutgoingEntry entry) {
            Objects.requireNonNull(outgoing).sendFrame(entry);
        }
    }

    /**
     * Takes the text out of a close frame with status 1009: Jetty writes there what its own limits are, which is not for
     * the peer to know, and the peers of other servers expect none.
     */
    private static final class BareStatus extends PassThrough {
        @Override
        public void sendFrame(OutgoingEntry entry) {
            super.sendFrame(saysTooLarge(entry.getFrame()) ? bare(entry) : entry);
        }

        private static boolean saysTooLarge(Frame frame) {
            return frame.getOpCode() == OpCode.CLOSE
                    && CloseStatus.getCloseStatus(frame).getCode() == CloseStatus.MESSAGE_TOO_LARGE;
        }

        private static OutgoingEntry bare(OutgoingEntry entry) {
            return new OutgoingEntry.Builder(entry)
                    .frame(new CloseStatus(CloseStatus.MESSAGE_TOO_LARGE).toFrame())
                    .build();
        }
    }
}
