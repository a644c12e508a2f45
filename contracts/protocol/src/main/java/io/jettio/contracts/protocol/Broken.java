package io.jettio.contracts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Frames that are not what a peer should send, and what a decoder may do with them. */
final class Broken {
    private static final int ROUNDS = 30_000;
    private static final DecodeLimits LIMITS = DecodeLimits.builder()
            .maxPendingBytes(2_000)
            .maxAttachments(3)
            .maxNesting(6)
            .maxArguments(5)
            .maxNamespaceLength(20)
            .build();

    private Broken() {}

    static Frame frameLike(Frame model, byte[] bytes) {
        return model instanceof Frame.Text ? Frame.text(bytes, 0, bytes.length) : Frame.binary(bytes);
    }

    static Frame copied(Frame frame) {
        return frameLike(frame, frame.toByteArray());
    }

    /** The same frame in the middle of a larger array. */
    static Frame moved(Frame frame) {
        byte[] array = new byte[frame.size() + 9];
        Arrays.fill(array, (byte) '7');
        System.arraycopy(frame.array(), frame.arrayOffset(), array, 4, frame.size());
        return frame instanceof Frame.Text ? Frame.text(array, 4, frame.size()) : Frame.binary(array, 4, frame.size());
    }

    static Frame cut(Frame frame, int length) {
        return moved(frameLike(frame, Arrays.copyOf(frame.toByteArray(), length)));
    }

    static Frame changed(Frame frame, int at, byte value) {
        byte[] bytes = frame.toByteArray();
        bytes[at] = value;
        return frameLike(frame, bytes);
    }

    /** Adds frames that were made from good ones; each gives a packet, or pending ones, or a PacketException. */
    static void addMutations(Parser parser, ProtocolRevision revision, List<List<Frame>> seeds) {
        long seed = Long.getLong("jettio.contracts.seed", System.nanoTime());
        System.out.println("ParserContract: repeat with -Djettio.contracts.seed=" + seed);
        Random random = new Random(seed);
        int packets = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Frame> good = seeds.get(random.nextInt(seeds.size()));
            List<Frame> bad = good.stream().map(frame -> mutated(random, frame)).toList();
            try {
                packets += add(parser, revision, bad) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertThat(packets).as("some mutations are packets again").isPositive();
    }

    /** {@return whether the frames gave a packet} It is one that can be looked at and sent on. */
    static boolean add(Parser parser, ProtocolRevision revision, List<Frame> frames) {
        Decoder decoder = parser.newDecoder(revision, LIMITS);
        Decoded decoded;
        try {
            decoded = Packets.add(decoder, frames);
        } catch (PacketException refused) {
            return false;
        }
        if (!(decoded instanceof Packet packet)) {
            return false;
        }
        assertThat(packet.namespace()).startsWith("/");
        if (packet instanceof DisconnectPacket) {
            return true;
        }
        Payload payload = payload(packet);
        assertThat(payload.size()).isLessThanOrEqualTo(LIMITS.maxArguments());
        assertThat(payload.attachments()).hasSizeLessThanOrEqualTo(LIMITS.maxAttachments());
        for (int i = 0; i < payload.size(); i++) {
            try {
                payload.get(i, Object.class);
            } catch (JsonException twoMembersOfOneName) {
                assertThat(payload.json()).contains("{");
            }
        }
        return true;
    }

    private static Payload payload(Packet packet) {
        if (packet instanceof EventPacket event) {
            return event.arguments();
        } else if (packet instanceof AckPacket ack) {
            return ack.arguments();
        } else if (packet instanceof ConnectPacket connect) {
            return connect.data();
        }
        return ((ConnectErrorPacket) packet).data();
    }

    private static Frame mutated(Random random, Frame frame) {
        byte[] bytes = frame.toByteArray();
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = new byte[bytes.length + 1];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    longer[at] = (byte) random.nextInt(256);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        boolean other = random.nextInt(20) == 0;
        Frame model = other ? (frame instanceof Frame.Text ? Frame.binary(bytes) : Frame.text("")) : frame;
        return moved(frameLike(model, bytes));
    }
}
