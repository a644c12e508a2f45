package io.jettio.common.websocket;

/** What a frame is; RFC 6455, section 5.2. */
public final class OpCode {
    /** A further part of a message. */
    public static final int CONTINUATION = 0;

    /** A message of text, or its first part. */
    public static final int TEXT = 1;

    /** A message of bytes, or its first part. */
    public static final int BINARY = 2;

    /** The end. */
    public static final int CLOSE = 8;

    /** A question whether the peer is there. */
    public static final int PING = 9;

    /** The answer to a ping. */
    public static final int PONG = 10;

    private OpCode() {}

    static boolean isControl(int opCode) {
        return opCode >= CLOSE;
    }
}
