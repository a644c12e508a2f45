package io.jettio.server.engine;

import java.util.concurrent.CompletionStage;

/** Judges each handshake before a session is opened, without holding a thread meanwhile. */
@FunctionalInterface
public interface AsyncRequestCheck {
    /**
     * Lets a handshake in, or not. Called on a handler thread.
     *
     * @param request the handshake's request
     * @return completes with whether it is let in, or exceptionally to refuse it, with {@link RequestRefused} for a
     *     message that the client sees; a stage that never completes is cut by the client or its proxy
     * @throws Exception to refuse; what went wrong is logged and not sent
     */
    CompletionStage<Boolean> allows(EngineRequest request) throws Exception;
}
