package io.jettio.server.jetty;

import io.jettio.common.run.HandOver;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * An end point whose selecting thread itself reads what comes first, instead of waking another one for it. What comes later is
 * read as Jetty does.
 */
final class FreshEndPoint extends DelegatingEndPoint {
    private final BooleanSupplier allowed;

    /** Of whoever waits for bytes, one after the other. */
    private boolean fresh = true;

    /**
     * For a connection that is not open yet.
     *
     * @param handOver takes what the selecting thread has for handlers, if it is known
     * @param allowed asked when bytes have come: whether nothing of the host's blocks who brings a request of ours
     */
    FreshEndPoint(EndPoint below, @Nullable HandOver handOver, BooleanSupplier allowed) {
        super(below, handOver);
        this.allowed = allowed;
    }

    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(fresh ? new First(callback) : callback);
        fresh = false;
    }

    private final class First implements Callback {
        private final Callback reader;
        private @Nullable InvocationType type;

        First(Callback reader) {
            this.reader = reader;
        }

        /** Asked by the selecting thread, before it calls or has another one do so. */
        @Override
        public InvocationType getInvocationType() {
            InvocationType known = type;
            if (known == null) {
                known = allowed.getAsBoolean() ? InvocationType.NON_BLOCKING : Invocable.getInvocationType(reader);
                type = known;
            }
            return known;
        }

        @Override
        public void succeeded() {
            if (type == InvocationType.NON_BLOCKING) {
                selected().run(reader::succeeded);
            } else {
                reader.succeeded();
            }
        }

        @Override
        public void failed(Throwable failure) {
            reader.failed(failure);
        }
    }
}
