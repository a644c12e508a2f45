package io.jettio.server.jetty;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.ResponseHeaders;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.HttpExchange;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of Jetty's as the engine sees it. */
final class JettyHttpExchange implements HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);

    /** Fields that most answers have, as bytes. */
    private static final List<HttpField> USUAL = List.of(
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8"),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    private final EngineHandler owner;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final @Nullable JettyBody body;
    private final AtomicBoolean answered = new AtomicBoolean();

    JettyHttpExchange(EngineHandler owner, Request request, Response response, Callback callback) {
        this.owner = owner;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.body = JettyBody.of(request);
        OrderedEndPoint end = OrderedEndPoint.of(request);
        if (end != null && !asksForWebSocket()) {
            ConnectionMetaData connection = request.getConnectionMetaData();
            end.readBySelecting(owner.isAlone(connection.getConnector(), connection.getHttpConfiguration()));
            end.bringsOurs(body == null);
            if (body == null) {
                end.answeredLater(); // or at once, which the end point notices
            }
        }
        // A held poll is idle by design; the heartbeat ends it, whatever the connector's idle timeout is.
        request.addIdleTimeoutListener(timeout -> false);
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                && request.getMethod().equals("GET")) {
            // Jetty asks the listener of an HTTP/2 stream at the first timeout and resets the stream at the second.
            request.addHttpStreamWrapper(stream -> {
                stream.setIdleTimeout(0);
                return stream;
            });
        }
        if (LOG.isDebugEnabled()) {
            request.addFailureListener(failure -> LOG.debug("a request failed", failure));
        }
    }

    @Override
    public String method() {
        // A WebSocket over HTTP/2 is an extended CONNECT, which stands for the GET of HTTP/1.1.
        String method = request.getMethod();
        return method.equals("CONNECT") && asksForWebSocket() ? "GET" : method;
    }

    @Override
    public String path() {
        return Request.getPathInContext(request);
    }

    @Override
    public @Nullable String rawQuery() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            if (value != null) {
                copy.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>(1))
                        .add(value);
            }
        }
        copy.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(copy);
    }

    @Override
    public String remoteAddress() {
        String address = Request.getRemoteAddr(request);
        return address.startsWith("[") ? address.substring(1, address.length() - 1) : address; // as Jetty shows IPv6
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public boolean asksForWebSocket() {
        return WebSocketHandshake.isAskedFor(request);
    }

    @Override
    public void readBody(int limit, BodyReader reader) {
        if (body == null) {
            reader.onBody(new byte[0]);
        } else {
            body.read(limit, reader);
        }
    }

    @Override
    public void respond(HttpAnswer answer, Consumer<Boolean> done) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("an exchange is answered once");
        }
        response.setStatus(answer.status());
        if (answer.status() >= 400) {
            ServerVersion.conceal(request, response);
        }
        write(answer.headers());
        if (answer.status() < 400) {
            owner.answers(request, response);
        }
        Frame content = answer.body();
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put(field(HttpHeader.CONTENT_TYPE.asString(), answer.contentType()));
        }
        if (answer.status() != 204 && answer.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.size());
        }
        ByteBuffer bytes = ByteBuffer.wrap(content.array(), content.arrayOffset(), content.size());
        response.write(true, bytes, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                if (body == null) {
                    super.succeeded();
                    done.accept(true);
                } else {
                    done.accept(true);
                    body.answered(true, super::succeeded);
                }
            }

            @Override
            public void failed(Throwable failure) {
                LOG.debug("an answer could not be written", failure);
                if (body == null) {
                    super.failed(failure);
                } else {
                    body.answered(false, () -> super.failed(failure));
                }
                done.accept(false);
            }
        });
    }

    private void write(ResponseHeaders headers) {
        headers.toMap().forEach((name, values) -> {
            response.getHeaders().remove(name);
            // A line for each value: cookies cannot be joined by commas.
            values.forEach(value -> response.getHeaders().add(field(name, value)));
        });
    }

    private static HttpField field(String name, String value) {
        for (HttpField usual : USUAL) {
            if (usual.getName().equals(name) && value.equals(usual.getValue())) {
                return usual;
            }
        }
        return new HttpField(name, value);
    }

    @Override
    public boolean upgrade(ResponseHeaders headers, WebSocketHandler handler) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("an exchange is answered once");
        }
        write(headers);
        Callback handshake = new Callback.Nested(callback) {
            @Override
            public void failed(Throwable failure) {
                super.failed(failure);
                handler.onError(failure);
            }
        };
        if (owner.upgrade(request, response, handshake, handler)) {
            return true;
        }
        headers.toMap().keySet().forEach(name -> response.getHeaders().remove(name));
        answered.set(false);
        return false;
    }

    @Override
    public String toString() {
        return request.getMethod().toLowerCase(Locale.ROOT) + " exchange";
    }
}
