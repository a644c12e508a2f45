/**
 * Rooms, and what is sent to them: the part of a namespace that may span several server nodes.
 *
 * <p>A namespace has one {@link io.jettio.server.adapter.Adapter}, which knows the rooms of the namespace's sockets. What
 * concerns more than one socket goes through it: broadcasts, with and without acks, and looking up, moving and
 * disconnecting sockets. The sockets themselves stay with the namespace, which the adapter sees as
 * {@link io.jettio.server.adapter.LocalSockets}. {@link io.jettio.server.adapter.InMemoryAdapter} serves one node; an
 * adapter for several keeps one for the sockets of its own node and adds what travels between nodes.
 *
 * <p>Every method of an adapter may be called from any thread and blocks nobody.
 */
@NullMarked
package io.jettio.server.adapter;

import org.jspecify.annotations.NullMarked;
