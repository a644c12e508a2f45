package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineException;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One HTTP request on Jetty's client. Jetty calls the listener's methods one at a time. */
final class JettyExchange implements HttpCarrier.Exchange, Request.BeginListener, Response.Listener {
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final HttpField ACCEPT_ENCODING = new HttpField(HttpHeader.ACCEPT_ENCODING, "gzip, deflate");

    private final JettyCarriers carriers;
    private final HttpCarrier.Request request;
    private final HttpCarrier.Answer answer;
    private final ResponseBody body;

    // Written before the request is sent.
    private @Nullable Request sent;
    private volatile boolean connected;

    private JettyExchange(JettyCarriers carriers, HttpCarrier.Request request, HttpCarrier.Answer answer) {
        this.carriers = carriers;
        this.request = request;
        this.answer = answer;
        this.body = new ResponseBody(request.maxResponseBytes());
    }

    static HttpCarrier.Exchange send(JettyCarriers carriers, HttpCarrier.Request request, HttpCarrier.Answer answer) {
        JettyExchange exchange = new JettyExchange(carriers, request, answer);
        try {
            exchange.send(carriers.client());
        } catch (Exception failure) {
            exchange.failed(failure);
        }
        return exchange;
    }

    private void send(HttpClient client) {
        Request made = client.newRequest(request.uri())
                .followRedirects(false)
                .idleTimeout(0, TimeUnit.MILLISECONDS)
                .onRequestBegin(this);
        made.headers(fields -> {
            fields.put(ACCEPT_ENCODING);
            request.headers().forEach(fields::put);
        });
        Frame content = request.body();
        if (content != null) {
            made.method(HttpMethod.POST).body(new ByteBufferRequestContent(TEXT, new ByteBuffer[] {content.buffer()}));
        }
        sent = made;
        made.send(this);
    }

    private void failed(Throwable failure) {
        answer.failed(JettyFailures.of(
                "polling: " + (request.body() == null ? "GET" : "POST") + " failed",
                failure,
                connected,
                carriers.isProxied()));
    }

    @Override
    public void abort() {
        Request under = sent;
        if (under != null) {
            var unused = under.abort(new CancellationException("aborted"));
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void onBegin(Request begun) {
        connected = true;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (!body.add(content)) {
            var unused = response.abort(body.tooLong());
        }
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure != null) {
            failed(failure);
            return;
        }
        Response response = result.getResponse();
        byte[] whole;
        try {
            whole = body.whole(response.getHeaders().get(HttpHeader.CONTENT_ENCODING));
        } catch (EngineException unfit) {
            answer.failed(unfit);
            return;
        }
        answer.answered(new HttpCarrier.Response(response.getStatus(), new JettyHeaders(response.getHeaders()), whole));
    }
}
