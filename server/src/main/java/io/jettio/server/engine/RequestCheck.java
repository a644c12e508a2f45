package io.jettio.server.engine;

/** Judges each handshake before a session is opened. Called on a handler thread, so that it may block. */
@FunctionalInterface
public interface RequestCheck {
    /**
     * Lets a handshake in, or not.
     *
     * @param request the handshake's request
     * @return whether it is let in; otherwise it is answered with {@link EngineErrorCode#FORBIDDEN}
     * @throws RequestRefused to refuse with a message that the client sees
     * @throws Exception to refuse; what went wrong is logged and not sent
     */
    boolean allows(EngineRequest request) throws Exception;
}
