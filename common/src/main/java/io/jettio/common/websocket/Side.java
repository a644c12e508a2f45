package io.jettio.common.websocket;

/** An end of a WebSocket. */
public enum Side {
    /** It opened the WebSocket, and masks what it sends. */
    CLIENT,
    /** It accepted the WebSocket, and masks nothing. */
    SERVER
}
