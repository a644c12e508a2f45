package io.jettio.server.engine;

/**
 * A request that was refused.
 *
 * @param request the request
 * @param code why
 * @param message what the client was told
 * @param context what happened, in more detail than the client is told
 */
public record ConnectionError(EngineRequest request, EngineErrorCode code, String message, Context context) {
    /** What exactly led to the refusal; the names are those of Node's server, where it has the case. */
    public enum Context {
        /** There is nothing to add to the code. */
        NONE,
        /** The origin is not let in. */
        INVALID_ORIGIN,
        /** The request's transport is not the session's, or the request is no WebSocket handshake. */
        TRANSPORT_MISMATCH,
        /** The WebSocket handshake failed. */
        TRANSPORT_HANDSHAKE_ERROR,
        /** The id generator threw, or gave an id that cannot be used. */
        ID_GENERATION_ERROR,
        /** A middleware threw. */
        MIDDLEWARE_FAILURE,
        /** The application's check refused the handshake. */
        NOT_ALLOWED,
        /** A second GET or POST while one is under way. */
        OVERLAP,
        /** The query cannot be decoded. */
        BAD_QUERY,
        /** The address has too many connections, or opens them too fast. */
        TOO_MANY,
        /** The server drains or is closed; the client is answered 503. */
        SHUTTING_DOWN
    }
}
