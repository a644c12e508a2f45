package io.jettio.client.engine;

import org.jspecify.annotations.Nullable;

/** What went wrong with an Engine.IO session: it could not be opened, or it broke. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what was tried and what came of it, never the peer's content
     * @param cause what the network said, or null
     */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
