package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.load.ClientFrame;
import io.jettio.benchmarks.load.FrameScanner;
import java.nio.charset.StandardCharsets;

/** An Engine.IO packet that a client sends: as text for a payload, and as a frame, rendered once. */
final class Packet {
    static final Packet PONG = new Packet("3");

    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz".repeat(5);

    /** Wants an ack with id 2; 32 characters. */
    static final Packet ECHO = new Packet("422[\"echo\",\"" + CHARACTERS.substring(0, 32) + "\"]");

    /** Comes back to everybody; 128 characters. */
    static final Packet ALL = new Packet("42[\"all\",\"" + CHARACTERS.substring(0, 128) + "\"]");

    private final String text;
    private final byte[] frame;

    Packet(String text) {
        this.text = text;
        this.frame = ClientFrame.of(FrameScanner.TEXT, text.getBytes(StandardCharsets.US_ASCII));
    }

    String text() {
        return text;
    }

    byte[] frame() {
        return frame;
    }
}
