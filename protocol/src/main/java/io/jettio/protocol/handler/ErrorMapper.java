package io.jettio.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a handler threw into the ack that the sender still waits for. Called by the thread that runs the handlers,
 * only where an ack is due; the error hook is told afterwards in any case.
 */
@FunctionalInterface
public interface ErrorMapper {
    /**
     * Chooses the answer.
     *
     * @param failure what the handler threw, what its stage failed with, or why the arguments did not fit
     * @return the arguments of the ack; null to leave it to the next mapper (handler, then namespace, then server), and
     *     after the last to send none
     * @throws Exception whatever goes wrong; the next mapper is asked, and the failure carries it as suppressed
     */
    @Nullable
    List<? extends @Nullable Object> acknowledge(Throwable failure) throws Exception;
}
