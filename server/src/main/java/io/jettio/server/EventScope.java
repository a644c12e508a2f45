package io.jettio.server;

import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;

/**
 * Where rules for the events of many sockets are set: a {@link Namespace} for its own sockets, the
 * {@link SocketIoServer} for those of <em>all</em> its namespaces. Rules hold for the events that come from then on, also
 * on sockets that are connected already, and cost nothing while there are none.
 *
 * <p>Every method may be called from any thread. Not for implementation by applications.
 */
public interface EventScope {
    /**
     * Adds an interceptor around the handlers of each event, behind those that were added before.
     *
     * @param interceptor lets each event through or refuses it
     */
    void useOnEvents(EventInterceptor interceptor);

    /**
     * Sets what is told of failures of handlers that no narrower hook is told of: a socket's own comes first, then the
     * namespace's, then the server's; without any, the failure is logged.
     *
     * @param hook takes the failure, on the socket's lane
     */
    void onError(Listener<Socket.HandlerFailure> hook);

    /**
     * Sets what turns failures of handlers into acks where an ack is due and no narrower mapper has answered: the
     * handler's own is asked first, then the namespace's, then the server's.
     *
     * @param mapper chooses the answer
     */
    void mapErrors(ErrorMapper mapper);

    /**
     * Limits how many events each socket may send, whatever their names. Each socket has a bucket of its own.
     *
     * @param limit the limit
     */
    void limitEvents(RateLimit limit);

    /**
     * Limits how many events of one name each socket may send. Each socket has a bucket of its own. An event has to find
     * a token in each bucket that is for it.
     *
     * @param event the event's name
     * @param limit the limit
     */
    void limitEvents(String event, RateLimit limit);
}
