package io.jettio.server.engine;

/** Makes session ids. Called on a handler thread, so that it may block. */
@FunctionalInterface
public interface IdGenerator {
    /**
     * Makes the id of a new session. It is a credential: it must not be guessable.
     *
     * @param request the handshake's request
     * @return 16 to 128 characters of {@code [A-Za-z0-9_-]} that no open session has; anything else refuses the
     *     handshake
     * @throws Exception to refuse the handshake; what went wrong is logged and not sent
     */
    String generate(EngineRequest request) throws Exception;
}
