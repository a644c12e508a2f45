package io.jettio.server.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.WebSocketFrames;
import io.jettio.server.carrier.WebSocketFrames.Received;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * A WebSocket inside a stream of HTTP/2 (RFC 8441), opened by an extended CONNECT. It is made of frames by hand, since
 * Jetty's WebSocket client may lose what a server sends directly behind its answer.
 */
final class Http2WebSocket implements Stream.Listener {
    private final CompletableFuture<MetaData.Response> answer = new CompletableFuture<>();
    private final BlockingQueue<Received> frames = new LinkedBlockingQueue<>();
    private byte[] begun = {}; // bytes of a frame that is not whole yet; one call at a time
    private Stream stream;

    private Http2WebSocket() {}

    /** Asks for a WebSocket; what the answer says is to be looked at. */
    static Http2WebSocket ask(Session session, String authority, String pathAndQuery, String extensions)
            throws Exception {
        Http2WebSocket webSocket = new Http2WebSocket();
        HttpFields.Mutable headers = HttpFields.build().put("Sec-WebSocket-Version", "13");
        if (!extensions.isEmpty()) {
            headers.put("Sec-WebSocket-Extensions", extensions);
        }
        MetaData.Request request = new MetaData.ConnectRequest(
                HttpScheme.HTTP, new HostPortHttpField(authority), pathAndQuery, headers, "websocket");
        Promise.Completable<Stream> opened = new Promise.Completable<>();
        session.newStream(new HeadersFrame(request, null, false), opened, webSocket);
        webSocket.stream = opened.get(20, TimeUnit.SECONDS);
        webSocket.stream.setIdleTimeout(0);
        return webSocket;
    }

    MetaData.Response answer() throws Exception {
        MetaData.Response response = answer.get(20, TimeUnit.SECONDS);
        assertThat(response.getHttpVersion()).isEqualTo(HttpVersion.HTTP_2);
        return response;
    }

    void send(String message) throws Exception {
        byte[] frame = WebSocketFrames.masked(
                WebSocketFrames.FIN | WebSocketFrames.TEXT, message.getBytes(StandardCharsets.UTF_8));
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(frame), false))
                .get(20, TimeUnit.SECONDS);
    }

    /** The next frame, within some time. */
    Received receive() throws InterruptedException {
        Received frame = frames.poll(20, TimeUnit.SECONDS);
        assertThat(frame).as("a frame in time").isNotNull();
        return frame;
    }

    String next() throws InterruptedException {
        return receive().text();
    }

    void close() throws Exception {
        byte[] frame = WebSocketFrames.masked(
                WebSocketFrames.FIN | WebSocketFrames.CLOSE, new byte[] {(byte) (1000 >> 8), (byte) 1000});
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(frame), false))
                .get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onHeaders(Stream from, HeadersFrame frame, Callback callback) {
        answer.complete((MetaData.Response) frame.getMetaData());
        callback.succeeded();
        from.demand();
    }

    @Override
    public void onDataAvailable(Stream from, boolean immediate) {
        Stream.Data data = from.readData();
        if (data == null) {
            from.demand();
            return;
        }
        ByteBuffer bytes = data.frame().getByteBuffer();
        byte[] all = Arrays.copyOf(begun, begun.length + bytes.remaining());
        bytes.get(all, begun.length, bytes.remaining());
        boolean last = data.frame().isEndStream();
        data.release();
        begun = takeFrames(all);
        if (!last) {
            from.demand();
        }
    }

    /** Takes the frames that are whole; the rest. */
    private byte[] takeFrames(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        int taken = 0;
        try {
            while (in.available() > 0) {
                frames.add(WebSocketFrames.read(new DataInputStream(in)));
                taken = bytes.length - in.available();
            }
        } catch (EOFException e) {
            return Arrays.copyOfRange(bytes, taken, bytes.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new byte[0];
    }
}
