package io.jettio.common.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * A connection that Jetty's selecting thread may read, since that never blocks. Jetty 12.1 has such a class, 12.0 has none:
 * there, a subclass of it would not even load.
 */
public abstract class NonBlockingConnection extends AbstractConnection {
    private final Callback whenReadable = new WhenReadable();

    /** For an end point whose executor is this. */
    protected NonBlockingConnection(EndPoint end, Executor executor) {
        super(end, executor);
    }

    @Override
    public void fillInterested() {
        getEndPoint().fillInterested(whenReadable);
    }

    private final class WhenReadable implements Callback {
        @Override
        public void succeeded() {
            onFillable();
        }

        @Override
        public void failed(Throwable cause) {
            onFillInterestedFailed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
