package io.jettio.common.jetty;

import io.jettio.common.run.HandOver;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A connection that Jetty's selecting thread may read, since that never blocks. Jetty 12.1 has such a class, 12.0 has none:
 * there, a subclass of it would not even load.
 */
public abstract class NonBlockingConnection extends AbstractConnection {
    private final Callback whenReadable = new WhenReadable();
    private @Nullable HandOver handOver;

    /** For an end point whose executor is this. */
    protected NonBlockingConnection(EndPoint end, Executor executor) {
        super(end, executor);
    }

    /** What the selecting thread reads here and has for lanes is gathered by this, or by nothing; before the connection is open. */
    public void handsOverBy(@Nullable HandOver by) {
        handOver = by;
    }

    @Override
    public void fillInterested() {
        getEndPoint().fillInterested(whenReadable);
    }

    private final class WhenReadable implements Callback {
        private final Runnable reading = NonBlockingConnection.this::onFillable;

        @Override
        public void succeeded() {
            HandOver by = handOver;
            if (by == null) {
                reading.run();
            } else {
                by.during(reading);
            }
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
