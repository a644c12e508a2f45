package io.jettio.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * All requests of a run as bytes, rendered once: a ring of requests of one length that differ in their ack id, each a
 * frame or two with a mask of zeros. Connections write slices of it, and know from it what the replies look like.
 */
final class Requests {
    private static final int FIRST_ID = 1000;
    private static final int RING_BYTES = 4 << 20;
    private static final int MAX_SLOTS = 4096;

    /** Bytes of one request. */
    final int unit;

    /** The requests, direct; whoever writes sets position and limit. */
    final ByteBuffer ring;

    /** The first request as a packet, for a transport without frames. */
    final byte[] packet;

    /** What each reply begins with. */
    final long[] replyHeads;

    /** Whether a reply is binary. */
    final boolean binaryReply;

    /** The second character of a text reply: {@code 2} for an event, {@code 3} for an ack. */
    final int replyType;

    /** The length of a reply: JSON without white space, fields in the order of the request. */
    final int replyLength;

    private Requests(
            int unit,
            ByteBuffer ring,
            byte[] packet,
            long[] heads,
            boolean binaryReply,
            int replyType,
            int replyLength) {
        this.unit = unit;
        this.ring = ring;
        this.packet = packet;
        this.replyHeads = heads;
        this.binaryReply = binaryReply;
        this.replyType = replyType;
        this.replyLength = replyLength;
    }

    /**
     * {@return the requests of a plan}
     *
     * @param plan the plan
     */
    static Requests of(LoadPlan plan) {
        byte[] first = request(plan, FIRST_ID);
        int slots = Math.max(plan.outstanding() * 2, Math.min(MAX_SLOTS, RING_BYTES / first.length));
        ByteBuffer ring = ByteBuffer.allocateDirect(Math.multiplyExact(slots, first.length));
        long[] heads = new long[slots];
        for (int i = 0; i < slots; i++) {
            ring.put(request(plan, FIRST_ID + i % 9000));
            heads[i] = replyHead(plan, FIRST_ID + i % 9000);
        }
        boolean acks = !plan.raw() && wantsAck(plan.scenario());
        return new Requests(
                first.length,
                ring.clear(),
                text(plan, FIRST_ID).getBytes(StandardCharsets.US_ASCII),
                heads,
                plan.scenario() == Scenario.BIN,
                acks ? '3' : '2',
                replyLength(plan, acks));
    }

    private static boolean wantsAck(Scenario scenario) {
        return scenario == Scenario.ACK || scenario == Scenario.BLOCKED || scenario == Scenario.TYPED;
    }

    private static byte[] request(LoadPlan plan, int id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ClientFrame.of(FrameScanner.TEXT, text(plan, id).getBytes(StandardCharsets.US_ASCII)));
        if (plan.scenario() == Scenario.BIN) {
            out.writeBytes(ClientFrame.of(FrameScanner.BINARY, attachment(plan.payload())));
        }
        return out.toByteArray();
    }

    private static String text(LoadPlan plan, int id) {
        return switch (plan.scenario()) {
            case ACK, BLOCKED -> "42" + id + "[\"echo\",\"" + characters(plan.payload()) + "\"]";
            case ECHO, POLL -> "42[\"echo\",\"" + characters(plan.payload()) + "\"]";
            case BCAST -> "42[\"bcast\",\"" + characters(plan.payload()) + "\"]";
            case BIN -> "451-[\"bin\",{\"_placeholder\":true,\"num\":0}]";
            case TYPED -> "42" + id + "[\"typed\"," + order() + "]";
            case CONNECT, IDLE -> "";
        };
    }

    private static long replyHead(LoadPlan plan, int id) {
        if (plan.scenario() == Scenario.BIN) {
            byte[] bytes = attachment(plan.payload());
            return FrameScanner.head(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        if (plan.raw()) {
            return FrameScanner.head(text(plan, id));
        }
        return switch (plan.scenario()) {
            case ACK, BLOCKED -> FrameScanner.head("43" + id + "[\"");
            case TYPED -> FrameScanner.head("43" + id + "[{");
            default -> FrameScanner.head(text(plan, id));
        };
    }

    private static int replyLength(LoadPlan plan, boolean acks) {
        if (plan.scenario() == Scenario.BIN) {
            return plan.payload();
        }
        if (acks) {
            String name = plan.scenario() == Scenario.TYPED ? "\"typed\"," : "\"echo\",";
            return text(plan, FIRST_ID).length() - name.length();
        }
        return text(plan, FIRST_ID).length();
    }

    /** Six fields as the load contract has them, 200 bytes. */
    private static String order() {
        return "{\"id\":4711,\"customer\":\"the northern railway company\",\"items\":[\"lamp\",\"rope\",\"lantern\"],"
                + "\"total\":129.95,\"paid\":false,\"note\":\"" + characters(68) + "\"}";
    }

    private static String characters(int count) {
        StringBuilder characters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            characters.append((char) ('a' + i % 26));
        }
        return characters.toString();
    }

    private static byte[] attachment(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }
}
