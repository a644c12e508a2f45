package io.jettio.common.websocket;

/** What a peer sent cannot be taken; the WebSocket is to be closed with a code. */
public final class WebSocketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** With the code of {@link CloseCode} that the peer is told, and a text for our log. */
    public WebSocketException(int code, String message) {
        super(message, null, false, false); // a peer causes it: it must be cheap, and is no defect of ours
        this.code = code;
    }

    /** What the peer is told. */
    public int code() {
        return code;
    }
}
