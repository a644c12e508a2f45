package io.jettio.protocol.handler;

/**
 * What became of an emit, as far as it is known when the call returns. May be ignored: what was not taken went nowhere,
 * and nothing else has changed. An emit to one socket counts one; a broadcast counts the chosen sockets of this process,
 * and those of other server nodes are not among them.
 *
 * @param accepted how many queued the event; it goes out to them unless their connection is lost before
 * @param dropped how many dropped it: it was volatile and they could not take it at once, or their queue is full and the
 *     outbound policy drops it
 * @param refused how many refused it, being disconnected
 */
public record EmitResult(int accepted, int dropped, int refused) {
    /** One that queued the event. */
    public static final EmitResult ACCEPTED = new EmitResult(1, 0, 0);

    /** One that dropped it. */
    public static final EmitResult DROPPED = new EmitResult(0, 1, 0);

    /** One that refused it. */
    public static final EmitResult REFUSED = new EmitResult(0, 0, 1);

    /** Nobody was chosen, or it is not known yet who was. */
    public static final EmitResult NOBODY = new EmitResult(0, 0, 0);

    /**
     * {@return whether nobody dropped or refused it} So it is where nobody was chosen.
     */
    public boolean isAccepted() {
        return dropped == 0 && refused == 0;
    }
}
