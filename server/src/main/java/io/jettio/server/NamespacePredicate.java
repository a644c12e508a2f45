package io.jettio.server;

/** Says for which names there is a namespace, when a client asks to join one. */
@FunctionalInterface
public interface NamespacePredicate {
    /**
     * Judges a name. Called on a handler thread for every CONNECT that asks for it, so it may block, and may look at the
     * auth; several may be judged at a time. A client that was not answered within
     * {@link SocketIoServerOptions#connectTimeout()} is refused with {@code Connect timeout}; a predicate that blocks
     * then goes on, and what it returns is ignored.
     *
     * @param name the name, beginning with a slash
     * @param handshake what the client brought, its auth among it
     * @return whether there is a namespace of that name for this client; false leaves it to the next predicate, and
     *     where none is left the client is refused with {@code Invalid namespace}
     * @throws ConnectRefused to refuse with a message and data that the client sees, without asking others
     * @throws Exception to refuse with {@code Internal server error}
     */
    boolean test(String name, Handshake handshake) throws Exception;
}
