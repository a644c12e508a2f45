package io.jettio.server.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives the answer to a handshake of HTTP/1.1 to the WebSocket that follows, which sends it with its first message: a write
 * of its own costs as much as all else that is done for a client that comes. Any other answer goes out as ever.
 */
final class HandshakeAnswer extends HttpStream.Wrapper {
    private static final byte[] FIRST_LINE = "HTTP/1.1 101 Switching Protocols\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_BREAK = {'\r', '\n'};

    private final JettyWebSocket next;
    private final int most;
    private final Consumer<Throwable> neverOpens;

    /**
     * Around the stream of a request.
     *
     * @param next what the connection is upgraded to behind the answer
     * @param most a head of more bytes is for Jetty to refuse
     * @param neverOpens told if the connection is not upgraded
     */
    HandshakeAnswer(HttpStream stream, JettyWebSocket next, int most, Consumer<Throwable> neverOpens) {
        super(stream);
        this.next = next;
        this.most = most;
        this.neverOpens = neverOpens;
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (response == null
                || response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101
                || size(response.getHttpFields()) > most) {
            super.send(request, response, last, content, callback);
            return;
        }
        next.beginsWith(head(response.getHttpFields()));
        callback.succeeded();
    }

    /** The request came to nothing: so does the WebSocket. */
    @Override
    public void failed(Throwable failure) {
        super.failed(failure);
        neverOpens.accept(failure);
    }

    /** Jetty says of an answer without content how long that is, which an answer 101 must not say (RFC 9110, section 8.6). */
    private static boolean goesOut(HttpField field) {
        return field.getValue() != null
                && field.getHeader() != HttpHeader.CONTENT_LENGTH
                && field.getHeader() != HttpHeader.TRANSFER_ENCODING;
    }

    private static int size(HttpFields fields) {
        int size = FIRST_LINE.length + LINE_BREAK.length;
        for (HttpField field : fields) {
            if (goesOut(field)) {
                size += field.getName().length() + 2 + field.getValue().length() + LINE_BREAK.length;
            }
        }
        return size;
    }

    private static ByteBuffer head(HttpFields fields) {
        ByteBuffer head = ByteBuffer.allocate(size(fields));
        head.put(FIRST_LINE);
        for (HttpField field : fields) {
            if (goesOut(field)) {
                HttpGenerator.putTo(field, head);
            }
        }
        return head.put(LINE_BREAK).flip();
    }
}
