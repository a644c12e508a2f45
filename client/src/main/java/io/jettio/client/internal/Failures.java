package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Turns what the engine tells into what an application is told. */
final class Failures {
    private Failures() {}

    /** Why a connection could not be opened. */
    static ConnectError of(EngineCloseReason reason, @Nullable Throwable cause) {
        String message = cause == null || cause.getMessage() == null ? reason.toString() : cause.getMessage();
        if (!(cause instanceof EngineException failure)) {
            return ConnectError.failed(ConnectError.Stage.ENGINE, message, cause);
        }
        if (failure.status().isPresent()) {
            return ConnectError.http(
                    stage(failure.stage()),
                    message,
                    cause,
                    failure.status().getAsInt(),
                    failure.body().orElse(null));
        }
        return ConnectError.failed(stage(failure.stage()), message, cause);
    }

    private static ConnectError.Stage stage(EngineException.Stage stage) {
        return switch (stage) {
            case CLIENT -> ConnectError.Stage.CLIENT;
            case DNS -> ConnectError.Stage.DNS;
            case TCP -> ConnectError.Stage.TCP;
            case PROXY -> ConnectError.Stage.PROXY;
            case TLS -> ConnectError.Stage.TLS;
            case HTTP -> ConnectError.Stage.HTTP;
            case VERSION -> ConnectError.Stage.VERSION;
            case ENGINE, PROTOCOL, LIMIT -> ConnectError.Stage.ENGINE;
        };
    }
}
