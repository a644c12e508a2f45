package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.jettio.server.hooks.RawPeer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** Which answers a WebSocket sends itself, and how they look. */
class HandshakeAnswerTest {
    private static final int MOST = 200;

    private final HttpStream stream = mock(HttpStream.class);
    private final JettyWebSocket next = mock(JettyWebSocket.class);
    private final List<Throwable> failures = new ArrayList<>();
    private final HandshakeAnswer answer = new HandshakeAnswer(stream, next, MOST, failures::add);
    private final MetaData.Request request = mock(MetaData.Request.class);
    private final Callback callback = mock(Callback.class);

    private static MetaData.Response response(int status, HttpField... fields) {
        MetaData.Response response = mock(MetaData.Response.class);
        when(response.getStatus()).thenReturn(status);
        when(response.getHttpFields()).thenReturn(HttpFields.from(fields));
        return response;
    }

    @Test
    void webSocketGetsTheHeadAndNothingIsSentBefore() {
        answer.send(
                request,
                response(
                        101,
                        new PreEncodedHttpField(HttpHeader.UPGRADE, "websocket"),
                        new HttpField(HttpHeader.CONNECTION, "Upgrade"),
                        new HttpField("x-own", "caf\u00e9"),
                        new HttpField(HttpHeader.CONTENT_LENGTH, "0"),
                        new HttpField(HttpHeader.TRANSFER_ENCODING, "chunked"),
                        new HttpField("x-empty", "")),
                true,
                null,
                callback);

        ArgumentCaptor<ByteBuffer> head = ArgumentCaptor.forClass(ByteBuffer.class);
        verify(next).beginsWith(head.capture());
        assertThat(StandardCharsets.ISO_8859_1.decode(head.getValue()).toString())
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 101 Switching Protocols",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "x-own: caf\u00e9",
                        "x-empty: ",
                        "",
                        ""));
        verify(callback).succeeded();
        verify(stream, never()).send(any(), any(), anyBoolean(), any(), any());
    }

    /** On the loopback what was written at once is read at once. */
    @Test
    void whatIsReadFirstIsTheHeadWithTheFirstMessage() throws Exception {
        PolledHost host = new PolledHost().start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            socket.setSoTimeout(20_000);
            RawPeer peer = new RawPeer(socket).webSocket("/socket.io/?EIO=4&transport=websocket");
            byte[] bytes = new byte[10_000];

            String read = new String(bytes, 0, socket.getInputStream().read(bytes), StandardCharsets.ISO_8859_1);

            assertThat(read).startsWith("HTTP/1.1 101 Switching Protocols\r\n");
            String behind = read.substring(read.indexOf("\r\n\r\n") + 4);
            assertThat(behind).startsWith("\u0081").contains("0{\"sid\":\"").endsWith("}");
            peer.close();
        } finally {
            host.stop();
        }
    }

    @Test
    void anyOtherAnswerIsTheStreamsMatter() {
        MetaData.Response refusal = response(400);
        ByteBuffer content = ByteBuffer.allocate(1);

        answer.send(request, refusal, true, content, callback);

        verify(stream).send(request, refusal, true, content, callback);
        verifyNoInteractions(next, callback);
    }

    @Test
    void headThatIsTooLargeIsForJettyToRefuse() {
        MetaData.Response large = response(101, new HttpField("x-large", "x".repeat(MOST)));

        answer.send(request, large, true, null, callback);

        verify(stream).send(request, large, true, null, callback);
        verifyNoInteractions(next, callback);
    }

    @Test
    void requestThatFailsOpensNoWebSocket() {
        IllegalStateException failure = new IllegalStateException();

        answer.failed(failure);

        verify(stream).failed(failure);
        assertThat(failures).containsExactly(failure);
    }
}
