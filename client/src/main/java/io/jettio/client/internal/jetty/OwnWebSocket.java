package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.common.jetty.WebSocketConnection;
import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.Masks;
import io.jettio.common.websocket.OpCode;
import io.jettio.common.websocket.Side;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.protocol.Frame;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** A WebSocket that we frame ourselves: tells its {@link JettyConnection}, which hears of one end only. */
final class OwnWebSocket extends WebSocketConnection implements OpenWebSocket {
    private final JettyConnection connection;

    OwnWebSocket(
            EndPoint end,
            Executor executor,
            ByteBufferPool buffers,
            Masks masks,
            int maxMessageBytes,
            JettyConnection connection) {
        super(end, executor, buffers, new FrameReader(Side.SERVER, maxMessageBytes, false), masks);
        this.connection = connection;
    }

    // ---------------------------------------------------------------- reading

    @Override
    protected boolean opened() {
        return connection.opened(this);
    }

    @Override
    protected boolean received(boolean binary, boolean compressed, byte[] bytes, int size) {
        return connection.received(binary ? Frame.binary(bytes, 0, size) : Frame.text(bytes, 0, size));
    }

    @Override
    protected void violated(WebSocketException violation) {
        output().close(violation.code(), written -> getEndPoint().close());
        connection.failed(violation);
    }

    @Override
    protected void failed(Throwable defect) {
        connection.failed(defect);
        getEndPoint().close(defect);
    }

    /** The connection was lost, which is no more than its end. */
    @Override
    protected void broken(Throwable failure) {
        finished(failure);
    }

    @Override
    protected void finished(@Nullable Throwable cause) {
        tellEnd();
        getEndPoint().close(cause);
    }

    @Override
    protected void ended() {
        tellEnd();
    }

    /** The peer closes, which is answered before it is told. */
    @Override
    public void onClose(int code) {
        super.onClose(code);
        tellEnd();
    }

    /** Tells what the peer said, or that it said nothing. */
    private void tellEnd() {
        connection.closed(peersCode());
    }

    // ---------------------------------------------------------------- writing

    @Override
    public void send(List<Frame> messages, WebSocketCarrier.Done done) {
        for (Frame message : messages) {
            output().add(message instanceof Frame.Text ? OpCode.TEXT : OpCode.BINARY, false, message);
        }
        output().flush(written -> {
            if (written) {
                done.done(null);
            } else {
                // Why it ended, which is told once, is more than that nothing could be written.
                tellEnd();
                done.done(new ClosedChannelException());
            }
        });
    }

    @Override
    public void close() {
        close(CloseCode.NORMAL);
    }

    @Override
    public void abort() {
        getEndPoint().close();
    }
}
