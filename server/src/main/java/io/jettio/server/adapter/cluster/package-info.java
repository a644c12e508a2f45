/**
 * An adapter for several server nodes, over whatever carries messages between them.
 *
 * <p>{@link io.jettio.server.adapter.cluster.ClusterAdapterFactory} makes the adapters of one server. What they say to
 * each other are the {@link io.jettio.server.adapter.cluster.ClusterMessage messages} of Node's {@code ClusterAdapter};
 * what carries them is a {@link io.jettio.server.adapter.cluster.ClusterTransport}, which is all that has to be written
 * for another broker. {@link io.jettio.server.adapter.cluster.InJvmBus} is one for servers in one process.
 *
 * <p>Which sockets are in which rooms is known to their own node only: a message says which rooms are meant, and each node
 * chooses among its sockets. What comes from a transport is handled on threads of this package, one message of a
 * namespace at a time, in the order in which it came; never on the transport's threads.
 */
@NullMarked
package io.jettio.server.adapter.cluster;

import org.jspecify.annotations.NullMarked;
