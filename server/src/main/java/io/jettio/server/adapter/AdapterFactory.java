package io.jettio.server.adapter;

/** Makes the adapter of each namespace. */
@FunctionalInterface
public interface AdapterFactory {
    /**
     * {@return the adapter of one namespace} Called once for each, when the namespace is made.
     *
     * @param sockets the namespace's sockets on this node
     */
    Adapter create(LocalSockets sockets);
}
