package io.jettio.server;

import java.util.concurrent.CompletionStage;

/** A {@link NamespacePredicate} that judges without holding a thread. */
@FunctionalInterface
public interface AsyncNamespacePredicate {
    /**
     * Begins to judge a name. Called on a handler thread for every CONNECT that asks for it.
     *
     * @param name the name, beginning with a slash
     * @param handshake what the client brought, its auth among it
     * @return completes with whether there is a namespace of that name for this client; exceptionally with
     *     {@link ConnectRefused} to refuse with a message and data that the client sees, with anything else to refuse
     *     with {@code Internal server error}. One that has not completed after
     *     {@link SocketIoServerOptions#connectTimeout()} refuses; what it completes with later, or when the connection
     *     has ended, is ignored
     * @throws ConnectRefused to refuse at once
     * @throws Exception to refuse at once with {@code Internal server error}
     */
    CompletionStage<Boolean> test(String name, Handshake handshake) throws Exception;
}
