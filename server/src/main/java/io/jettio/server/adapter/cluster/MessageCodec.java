package io.jettio.server.adapter.cluster;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.engine.EngineRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as bytes, for buses that know nothing but us: type, uid, namespace, and then what the type has. Packets stand
 * there as the frames of the namespace's parser, and are read with its decoder and limits. Stateless.
 */
final class MessageCodec {
    /** Wider than what clients may send: what servers emit has no such bounds. */
    private static final DecodeLimits LIMITS = DecodeLimits.builder()
            .maxPayloadBytes(64 << 20)
            .maxPendingBytes(64 << 20)
            .maxAttachments(10_000)
            .maxArguments(100_000)
            .maxNesting(500)
            .build();

    private static final TypeRef<Map<String, @Nullable Object>> BY_NAME = new TypeRef<>() {};

    private MessageCodec() {}

    /** The namespace of a message, without reading the rest. */
    static String namespace(byte[] bytes) {
        MessageInput in = new MessageInput(bytes);
        in.number();
        in.text();
        return in.text();
    }

    // ---------------------------------------------------------------- writing

    static byte[] encode(ClusterMessage message, Parser parser) {
        MessageOutput out = new MessageOutput();
        out.number(message.type());
        out.text(message.uid());
        out.text(message.namespace());
        if (message instanceof ClusterMessage.Response response) {
            out.text(response.requestId());
            write(response, parser, out);
        } else {
            write(message, parser, out);
        }
        return out.toByteArray();
    }

    private static void write(ClusterMessage message, Parser parser, MessageOutput out) {
        if (message instanceof ClusterMessage.Broadcast broadcast) {
            requestId(broadcast.requestId(), out);
            options(broadcast.options(), out);
            out.frames(parser.encoder(ProtocolRevision.V5).encode(broadcast.packet()));
        } else if (message instanceof ClusterMessage.SocketsJoin join) {
            options(join.options(), out);
            out.texts(join.rooms());
        } else if (message instanceof ClusterMessage.SocketsLeave leave) {
            options(leave.options(), out);
            out.texts(leave.rooms());
        } else if (message instanceof ClusterMessage.DisconnectSockets disconnect) {
            options(disconnect.options(), out);
            out.flag(disconnect.close());
        } else if (message instanceof ClusterMessage.FetchSockets fetch) {
            out.text(fetch.requestId());
            options(fetch.options(), out);
        } else if (message instanceof ClusterMessage.ServerSideEmit emit) {
            requestId(emit.requestId(), out);
            out.frames(parser.encoder(ProtocolRevision.V5).encode(emit.packet()));
        } else if (message instanceof ClusterMessage.AllRooms rooms) {
            out.text(rooms.requestId());
        }
    }

    private static void write(ClusterMessage.Response response, Parser parser, MessageOutput out) {
        if (response instanceof ClusterMessage.FetchSocketsResponse found) {
            out.number(found.sockets().size());
            found.sockets().forEach(socket -> socket(socket, found.namespace(), parser, out));
        } else if (response instanceof ClusterMessage.ServerSideEmitResponse answer) {
            payload(answer.answer(), answer.namespace(), parser, out);
        } else if (response instanceof ClusterMessage.BroadcastClientCount count) {
            out.number(count.clientCount());
        } else if (response instanceof ClusterMessage.BroadcastAck ack) {
            payload(ack.answer(), ack.namespace(), parser, out);
        } else if (response instanceof ClusterMessage.ClientsGone gone) {
            out.number(gone.clients());
            out.text(gone.why().name());
        } else if (response instanceof ClusterMessage.AllRoomsResponse rooms) {
            out.texts(rooms.rooms());
        }
    }

    private static void requestId(@Nullable String id, MessageOutput out) {
        out.flag(id != null);
        if (id != null) {
            out.text(id);
        }
    }

    private static void options(BroadcastOptions options, MessageOutput out) {
        Duration timeout = options.flags().timeout();
        out.texts(options.rooms());
        out.texts(options.except());
        out.flag(options.flags().isVolatile());
        out.flag(options.flags().compress());
        out.flag(options.flags().single());
        out.number(timeout == null ? -1L : timeout.toMillis());
    }

    private static void payload(Payload payload, String namespace, Parser parser, MessageOutput out) {
        out.frames(parser.encoder(ProtocolRevision.V5).encode(new AckPacket(namespace, 0, payload)));
    }

    private static void socket(SocketDetails socket, String namespace, Parser parser, MessageOutput out) {
        EngineRequest request = socket.request();
        out.text(socket.id());
        out.number(request.time().toEpochMilli());
        out.text(request.method());
        out.text(request.address());
        out.flag(request.secure());
        out.text(request.url());
        out.lists(request.query());
        out.lists(request.headers());
        payload(socket.auth(), namespace, parser, out);
        out.texts(socket.rooms());
        payload(parser.payload(List.of(socket.data())), namespace, parser, out);
    }

    // ---------------------------------------------------------------- reading

    /**
     * Reads a message.
     *
     * @throws MessageException if it is none, within the limits
     */
    static ClusterMessage decode(byte[] bytes, Parser parser) {
        try {
            MessageInput in = new MessageInput(bytes);
            int type = in.number();
            String uid = in.text();
            String namespace = in.text();
            ClusterMessage message = read(type, uid, namespace, in, parser);
            if (!(message instanceof ClusterMessage.Unknown)) {
                in.end();
            }
            return message;
        } catch (ProtocolException | JsonException | IllegalArgumentException e) {
            throw new MessageException("a packet or a value in it: " + e.getMessage());
        }
    }

    private static ClusterMessage read(int type, String uid, String nsp, MessageInput in, Parser parser) {
        return switch (type) {
            case 1 -> new ClusterMessage.InitialHeartbeat(uid, nsp);
            case 2 -> new ClusterMessage.Heartbeat(uid, nsp);
            case 3 -> {
                String id = requestId(in);
                BroadcastOptions options = options(in);
                yield new ClusterMessage.Broadcast(uid, nsp, event(nsp, in, parser), options, id);
            }
            case 4 -> new ClusterMessage.SocketsJoin(uid, nsp, options(in), in.texts());
            case 5 -> new ClusterMessage.SocketsLeave(uid, nsp, options(in), in.texts());
            case 6 -> new ClusterMessage.DisconnectSockets(uid, nsp, options(in), in.flag());
            case 7 -> {
                String id = in.text();
                yield new ClusterMessage.FetchSockets(uid, nsp, options(in), id);
            }
            case 8 -> new ClusterMessage.FetchSocketsResponse(uid, nsp, in.text(), sockets(nsp, in, parser));
            case 9 -> {
                String id = requestId(in);
                yield new ClusterMessage.ServerSideEmit(uid, nsp, event(nsp, in, parser), id);
            }
            case 10 -> new ClusterMessage.ServerSideEmitResponse(uid, nsp, in.text(), payload(nsp, in, parser));
            case 11 -> new ClusterMessage.BroadcastClientCount(uid, nsp, in.text(), in.number());
            case 12 -> new ClusterMessage.BroadcastAck(uid, nsp, in.text(), payload(nsp, in, parser));
            case 13 -> new ClusterMessage.AdapterClose(uid, nsp);
            case 100 ->
                new ClusterMessage.ClientsGone(uid, nsp, in.text(), in.number(), AckSink.Gone.valueOf(in.text()));
            case 101 -> new ClusterMessage.AllRooms(uid, nsp, in.text());
            case 102 -> new ClusterMessage.AllRoomsResponse(uid, nsp, in.text(), new HashSet<>(in.texts()));
            case 103 -> new ClusterMessage.NotHeard(uid, nsp, in.text());
            default -> new ClusterMessage.Unknown(uid, nsp, type);
        };
    }

    private static @Nullable String requestId(MessageInput in) {
        return in.flag() ? in.text() : null;
    }

    private static BroadcastOptions options(MessageInput in) {
        List<String> rooms = in.texts();
        List<String> except = in.texts();
        boolean isVolatile = in.flag();
        boolean compress = in.flag();
        boolean single = in.flag();
        long timeout = in.longNumber();
        return new BroadcastOptions(
                new HashSet<>(rooms),
                new HashSet<>(except),
                new Flags(isVolatile, compress, false, timeout < 0 ? null : Duration.ofMillis(timeout), single, null));
    }

    private static Packet packet(String namespace, MessageInput in, Parser parser) {
        Decoder decoder = parser.newDecoder(ProtocolRevision.V5, LIMITS);
        Decoded decoded = null;
        for (Frame frame : in.frames()) {
            if (decoded instanceof Packet) {
                throw new MessageException("a frame too many");
            }
            decoded = decoder.add(frame);
        }
        if (!(decoded instanceof Packet packet) || !packet.namespace().equals(namespace)) {
            throw new MessageException("no whole packet of the namespace");
        }
        return packet;
    }

    private static EventPacket event(String namespace, MessageInput in, Parser parser) {
        if (packet(namespace, in, parser) instanceof EventPacket event && !event.wantsAck()) {
            return event;
        }
        throw new MessageException("no event");
    }

    private static Payload payload(String namespace, MessageInput in, Parser parser) {
        if (packet(namespace, in, parser) instanceof AckPacket ack) {
            return ack.arguments();
        }
        throw new MessageException("no arguments");
    }

    private static List<SocketDetails> sockets(String namespace, MessageInput in, Parser parser) {
        int count = in.length(40);
        List<SocketDetails> sockets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sockets.add(socket(namespace, in, parser));
        }
        return sockets;
    }

    private static SocketDetails socket(String namespace, MessageInput in, Parser parser) {
        String id = in.text();
        EngineRequest request = new EngineRequest(
                Instant.ofEpochMilli(in.longNumber()),
                in.text(),
                in.text(),
                in.flag(),
                in.text(),
                Map.copyOf(in.lists()),
                Map.copyOf(in.lists()));
        Payload auth = payload(namespace, in, parser);
        List<String> rooms = in.texts();
        Map<String, Object> data = new HashMap<>();
        Map<String, @Nullable Object> read = payload(namespace, in, parser).get(0, BY_NAME);
        if (read != null) {
            read.forEach((name, value) -> {
                if (value != null) {
                    data.put(name, value);
                }
            });
        }
        return new SocketDetails(id, request, auth, new HashSet<>(rooms), data);
    }
}
