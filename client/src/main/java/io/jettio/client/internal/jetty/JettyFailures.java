package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Answer;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.internal.engine.Failures;
import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.WebSocketException;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Finds the stage at which a request of Jetty's failed. */
final class JettyFailures {
    private JettyFailures() {}

    /**
     * What to tell of a failure.
     *
     * @param what the request
     * @param connected whether there was a connection to send it over
     * @param proxied whether the connection goes through a proxy
     */
    static EngineException of(String what, Throwable failure, boolean connected, boolean proxied) {
        EngineException known = find(EngineException.class, failure);
        if (known != null) {
            return known;
        }
        HttpResponseException refused = find(HttpResponseException.class, failure);
        if (refused != null && !connected) {
            Response response = refused.getResponse();
            Answer answer = Failures.answer(
                    response.getStatus(), response.getHeaders().getValuesList(HttpHeader.RETRY_AFTER), new byte[0]);
            return new EngineException(
                    Stage.PROXY,
                    what + ": the proxy answered with HTTP status " + response.getStatus(),
                    answer,
                    failure);
        }
        Stage stage = stage(failure, connected, proxied);
        return new EngineException(stage, what + ": " + describe(stage, failure), failure);
    }

    /** What to tell of a WebSocket that was open. */
    static EngineException broken(Throwable failure) {
        String what = "websocket: the connection failed: " + describe(Stage.TCP, failure);
        if (find(MessageTooLargeException.class, failure) != null) {
            return new EngineException(Stage.LIMIT, what, failure);
        }
        WebSocketException unfit = find(WebSocketException.class, failure);
        if (unfit != null) {
            boolean tooMuch = unfit.code() == CloseCode.TOO_LARGE || unfit.code() == CloseCode.POLICY_VIOLATION;
            return new EngineException(tooMuch ? Stage.LIMIT : Stage.PROTOCOL, what, failure);
        }
        boolean violation =
                find(ProtocolException.class, failure) != null || find(BadPayloadException.class, failure) != null;
        return new EngineException(violation ? Stage.PROTOCOL : Stage.TCP, what, failure);
    }

    private static Stage stage(Throwable failure, boolean connected, boolean proxied) {
        if (find(SSLException.class, failure) != null || find(CertificateException.class, failure) != null) {
            return Stage.TLS;
        }
        if (connected) {
            return find(IOException.class, failure) == null ? Stage.HTTP : Stage.TCP;
        }
        if (failure instanceof IllegalStateException) {
            return Stage.CLIENT;
        }
        if (proxied) {
            return Stage.PROXY;
        }
        boolean unresolved = find(UnknownHostException.class, failure) != null
                || find(UnresolvedAddressException.class, failure) != null;
        return unresolved ? Stage.DNS : Stage.TCP;
    }

    private static String describe(Stage stage, Throwable failure) {
        EOFException end = find(EOFException.class, failure);
        // One with a cause is any failure to write.
        if (stage != Stage.TLS && end != null && end.getCause() == null) {
            return "the other side closed the connection"; // and not what Jetty knows of its own parts
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return stage == Stage.DNS ? "unknown host: " + message : message;
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        Throwable at = failure;
        // Bounded, in case somebody's causes run in a circle.
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
