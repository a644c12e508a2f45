package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpMethod;

/** HTTP requests on Jetty's client. */
final class JettyHttpCarrier implements HttpCarrier {
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final byte[] NOTHING = new byte[0];

    private final HttpClient client;
    private final JettyCarriers.Starter starter;

    JettyHttpCarrier(HttpClient client, JettyCarriers.Starter starter) {
        this.client = client;
        this.starter = starter;
    }

    @Override
    public Exchange send(Request request, Answer answer) {
        try {
            starter.start();
            org.eclipse.jetty.client.Request sent = client.newRequest(request.uri());
            sent.headers(fields -> request.headers().forEach(fields::put));
            Frame body = request.body();
            if (body != null) {
                sent.method(HttpMethod.POST).body(new ByteBufferRequestContent(TEXT, new ByteBuffer[] {body.buffer()}));
            }
            sent.send(new Collector(request.maxResponseBytes(), answer));
            return () -> {
                var unused = sent.abort(new CancellationException("aborted"));
            };
        } catch (Exception failure) {
            answer.failed(failure);
            return () -> {};
        }
    }

    /** Keeps the response, up to a limit that also holds for what was compressed. */
    private static final class Collector extends BufferingResponseListener {
        private final Answer answer;

        Collector(int maxBytes, Answer answer) {
            super(maxBytes);
            this.answer = answer;
        }

        @Override
        public void onComplete(Result result) {
            if (result.getFailure() != null) {
                answer.failed(result.getFailure());
            } else {
                byte[] body = getContent();
                answer.answered(result.getResponse().getStatus(), body == null ? NOTHING : body);
            }
        }
    }
}
