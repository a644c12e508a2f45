package io.jettio.server.engine;

import io.jettio.protocol.json.JsonOutput;

/**
 * Why a request was refused. A refused request is answered with
 * {@code {"code":n,"message":"…"}}, exactly as Node's server does.
 */
public enum EngineErrorCode {
    /** The {@code transport} parameter is missing, unknown or not allowed. */
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    /** There is no session with this {@code sid}. */
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    /** A handshake that is no GET. */
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    /** A request that does not fit its session or its transport. */
    BAD_REQUEST(3, 400, "Bad request"),
    /** The origin, or the application, forbids the request. */
    FORBIDDEN(4, 403, "Forbidden"),
    /** The {@code EIO} parameter is missing, or names a version that this server does not speak. */
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    EngineErrorCode(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /**
     * {@return the code on the wire}
     */
    public int code() {
        return code;
    }

    /**
     * {@return the HTTP status of the answer}
     */
    public int status() {
        return status;
    }

    /**
     * {@return the message of the answer}
     */
    public String message() {
        return message;
    }

    /**
     * {@return the body of the answer}
     */
    public String json() {
        return json(message);
    }

    /**
     * {@return the body of the answer with a message of the application's}
     *
     * @param ownMessage the message, any text
     */
    public String json(String ownMessage) {
        JsonOutput out = new JsonOutput();
        out.writeRaw("{\"code\":" + code + ",\"message\":");
        out.writeString(ownMessage);
        out.writeRaw("}");
        return out.toFrame().text();
    }
}
