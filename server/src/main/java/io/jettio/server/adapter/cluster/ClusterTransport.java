package io.jettio.server.adapter.cluster;

import io.jettio.protocol.parser.Parser;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between nodes: what is written for a broker. A process has one, which all namespaces of its server
 * share. Every method may be called from any thread and never blocks. What one thread publishes arrives in its order,
 * whatever its size, also where answers for others go between; what several nodes publish may arrive in any order. A message
 * may come back to who sent it, and a response may come to everybody: both are taken out by the adapters.
 */
public interface ClusterTransport extends AutoCloseable {
    /** How it stands with the broker. */
    enum State {
        /** Connected for the first time. */
        CONNECTED,
        /** The connection is lost; messages wait, as far as there is room for them. */
        LOST,
        /** Connected again, and nothing that others sent meanwhile was missed. */
        RESUMED,
        /** Connected again; what others sent meanwhile may be missed. */
        RESUMED_WITH_GAP
    }

    /** Takes what a transport has to tell. Every method may be called from any thread, but from one at a time. */
    interface Listener {
        /**
         * A message has come in one of the open namespaces.
         *
         * @param message the message
         * @param offset where it stands in the broker's log; null where there is none
         */
        void onMessage(ClusterMessage message, @Nullable String offset);

        /**
         * Something has come that is no message: it breaks a format or a limit. It is counted; the transport goes on.
         *
         * @param why what is wrong with it
         */
        void onRejected(Exception why);

        /**
         * The connection was lost or is there again. While it is lost, nothing is published but what was on its way.
         *
         * @param state how it stands; never {@link State#CONNECTED}
         */
        void onState(State state);
    }

    /**
     * Connects to the broker; called once, as the first.
     *
     * @param listener takes what there is to tell
     * @return completes when it is connected
     */
    CompletionStage<Void> start(Listener listener);

    /**
     * Begins to take part in a namespace.
     *
     * @param namespace the namespace
     * @param uid by which this node's messages in it are known, and to which responses are sent
     * @param parser makes packets of what others send in this namespace, within limits, and the other way about; nodes of
     *     one namespace use the same format
     * @return completes when everything that others publish from then on is received
     */
    CompletionStage<Void> open(String namespace, String uid, Parser parser);

    /**
     * Ends taking part in a namespace.
     *
     * @param namespace the namespace
     * @param uid the uid with which it was opened
     * @return completes when nothing is received any more
     */
    CompletionStage<Void> close(String namespace, String uid);

    /**
     * Sends a message to all nodes of its namespace.
     *
     * @param message the message
     * @return completes when the broker has it, with where it stands in the broker's log, or with the empty text; fails if
     *     the broker does not take it
     */
    CompletionStage<String> publish(ClusterMessage message);

    /**
     * Sends a response to one node, or to all where the broker cannot send to one.
     *
     * @param uid the node
     * @param message the response
     * @return completes when the broker has it
     */
    CompletionStage<Void> respond(String uid, ClusterMessage.Response message);

    /**
     * {@return completes with how many nodes take part in a namespace, this one among them, where the broker knows; with -1
     * where it does not, so that nodes tell each other by heartbeats} That is also the default.
     *
     * @param namespace the namespace
     */
    default CompletionStage<Integer> serverCount(String namespace) {
        return CompletableFuture.completedStage(-1);
    }

    /** Disconnects from the broker. Idempotent. */
    @Override
    void close();
}
