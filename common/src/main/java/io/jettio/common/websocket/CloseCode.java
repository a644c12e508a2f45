package io.jettio.common.websocket;

/** Why a WebSocket is closed; RFC 6455, section 7.4.1. */
public final class CloseCode {
    /** All is done. */
    public static final int NORMAL = 1000;

    /** The frames break the protocol. */
    public static final int PROTOCOL_ERROR = 1002;

    /** A close frame without a code; never sent. */
    public static final int NONE = 1005;

    /** The connection ended without a close frame; never sent. */
    public static final int ABNORMAL = 1006;

    /** What a message contains is not what it says to be. */
    public static final int BAD_DATA = 1007;

    /** Nothing is wrong with it, but it is more than we take. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message is over the limit. */
    public static final int TOO_LARGE = 1009;

    private CloseCode() {}

    /** Whether a peer may send a code: one that is registered, or one for libraries and applications. */
    static boolean maySend(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
