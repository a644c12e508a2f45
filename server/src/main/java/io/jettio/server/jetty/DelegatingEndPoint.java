package io.jettio.server.jetty;

import io.jettio.common.run.HandOver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An end point that is another one in all that a subclass does not change. */
abstract class DelegatingEndPoint implements EndPoint, EndPoint.Wrapper {
    /** The other one. */
    final EndPoint below;

    private final SelectedRead selected;

    /**
     * Around another one.
     *
     * @param handOver takes what the selecting thread has for handlers, if it is known
     */
    DelegatingEndPoint(EndPoint below, @Nullable HandOver handOver) {
        this.below = below;
        this.selected = new SelectedRead(handOver);
    }

    /** What the thread reads that selects it. */
    final SelectedRead selected() {
        return selected;
    }

    /** What an end point is in the end. */
    static EndPoint unwrapped(EndPoint end) {
        EndPoint inside = end;
        while (inside instanceof DelegatingEndPoint around) {
            inside = around.below;
        }
        return inside;
    }

    @Override
    public void fillInterested(Callback callback) {
        below.fillInterested(callback);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return below.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return below.isFillInterested();
    }

    @Override
    public EndPoint unwrap() {
        return below;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return below.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return below.getRemoteSocketAddress();
    }

    /** What Jetty 12.0 asks for besides. */
    public @Nullable InetSocketAddress getLocalAddress() {
        return below.getLocalSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** What Jetty 12.0 asks for besides. */
    public @Nullable InetSocketAddress getRemoteAddress() {
        return below.getRemoteSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return below.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        below.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return below.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return below.isInputShutdown();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public void close(@Nullable Throwable cause) {
        below.close(cause);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return below.fill(buffer);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return below.flush(buffers);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        below.write(callback, buffers);
    }

    @Override
    public Callback cancelWrite(Throwable cause) {
        return below.cancelWrite(cause);
    }

    @Override
    public Object getTransport() {
        return below.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return below.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long millis) {
        below.setIdleTimeout(millis);
    }

    @Override
    public Connection getConnection() {
        return below.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        below.setConnection(connection);
    }

    @Override
    public void onOpen() {
        below.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        below.onClose(cause);
    }

    @Override
    public void upgrade(Connection next) {
        below.upgrade(next);
    }

    @Override
    public @Nullable SslSessionData getSslSessionData() {
        return below.getSslSessionData();
    }

    @Override
    public String toString() {
        return below.toString();
    }
}
