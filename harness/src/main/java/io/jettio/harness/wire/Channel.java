package io.jettio.harness.wire;

import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO v4 messages over either transport. A message is written and read as its text, or, when binary, as
 * {@code #} and its bytes in hexadecimal: {@code #000102ff}.
 */
public interface Channel extends AutoCloseable {
    /** The transport of a channel. */
    enum Transport {
        POLLING,
        WEBSOCKET
    }

    /** The form of Socket.IO packets. */
    enum Packets {
        /** Text, with attachments behind it. */
        JSON,
        /** One binary message each. */
        MSGPACK
    }

    /** The same channel to a server that speaks another form; cases go on speaking text. */
    default Channel speaking(Packets form) {
        return form == Packets.JSON ? this : new MsgpackChannel(this);
    }

    /** Opens a session that answers pings. */
    static Channel open(Transport transport, Endpoint endpoint) {
        return open(transport, endpoint, "");
    }

    /** Opens a session whose handshake has more parameters: {@code &name=value}. */
    static Channel open(Transport transport, Endpoint endpoint, String more) {
        return transport == Transport.POLLING ? new Polling(endpoint, more) : new WebSocket(endpoint, more);
    }

    /** Opens a session over HTTP long-polling that is read all the time, so that its pings are answered at any time. */
    static Channel attended(Endpoint endpoint) {
        return new Polling(endpoint);
    }

    /** The longest time for which this side sent no pong; none where a thread of its own does. */
    default Duration neglected() {
        return Duration.ZERO;
    }

    /** Sends messages, in one batch where the transport has batches. */
    void send(String... messages);

    /** Sends messages of which the server may refuse the rest midway. */
    void sendUntilClosed(String... messages);

    /** The next message. */
    String receive();

    /** Reads on until the server has ended the session. */
    void closed();

    @Override
    void close();

    private static byte[] bytes(String message) {
        return HexFormat.of().parseHex(message.substring(1));
    }

    private static String binary(byte[] bytes) {
        return "#" + HexFormat.of().formatHex(bytes);
    }

    private static String message(String packet) {
        if (!packet.startsWith("4")) {
            throw new AssertionError("expected a message, got " + packet);
        }
        return packet.substring(1);
    }

    /** Over HTTP long-polling. */
    final class Polling implements Channel {
        private final PollingSession session;
        private final @Nullable Attendant attendant;

        Polling(Endpoint endpoint, String more) {
            session = PollingSession.open(endpoint, more);
            attendant = null;
        }

        Polling(Endpoint endpoint) {
            session = PollingSession.open(endpoint);
            attendant = new Attendant(session, endpoint);
        }

        @Override
        public Duration neglected() {
            return session.neglected();
        }

        @Override
        public void send(String... messages) {
            session.send(payload(messages));
        }

        @Override
        public void sendUntilClosed(String... messages) {
            session.postUntilClosed(payload(messages));
        }

        private static String payload(String... messages) {
            StringBuilder payload = new StringBuilder();
            for (String message : messages) {
                payload.append(payload.isEmpty() ? "" : "\u001e");
                if (message.startsWith("#")) {
                    payload.append('b').append(Base64.getEncoder().encodeToString(bytes(message)));
                } else {
                    payload.append('4').append(message);
                }
            }
            return payload.toString();
        }

        @Override
        public String receive() {
            String packet = attendant == null ? session.packet() : attendant.packet();
            return packet.startsWith("b") ? binary(Base64.getDecoder().decode(packet.substring(1))) : message(packet);
        }

        @Override
        public void closed() {
            if (attendant != null) {
                throw new UnsupportedOperationException("its polls are the attendant's");
            }
            session.closed();
        }

        /** Without a poll that is read, a session ends by its heartbeat. */
        @Override
        public void close() {
            if (attendant != null) {
                attendant.close();
            }
        }
    }

    /** Over a WebSocket. */
    final class WebSocket implements Channel {
        private final WebSocketPeer peer;

        WebSocket(Endpoint endpoint, String more) {
            peer = WebSocketPeer.open(endpoint, "EIO=4&transport=websocket" + more);
            if (!peer.text().startsWith("0{")) {
                throw new AssertionError("expected a handshake");
            }
        }

        @Override
        public void send(String... messages) {
            for (String message : messages) {
                if (message.startsWith("#")) {
                    peer.sendBinary(bytes(message));
                } else {
                    peer.sendText("4" + message);
                }
            }
        }

        @Override
        public void sendUntilClosed(String... messages) {
            for (String message : messages) {
                byte[] frame = message.startsWith("#")
                        ? WebSocketFrame.binary(bytes(message)).masked()
                        : WebSocketFrame.text("4" + message).masked();
                if (!peer.sendUntilClosed(frame)) {
                    return;
                }
            }
        }

        @Override
        public String receive() {
            WebSocketFrame frame = peer.frame();
            return frame.opcode() == WebSocketFrame.BINARY ? binary(frame.payload()) : message(frame.text());
        }

        @Override
        public void closed() {
            peer.closed();
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
