/**
 * Rooms, and what is sent to them: the part of a namespace that may span several server nodes.
 *
 * <p>A namespace has one {@link io.jettio.server.adapter.Adapter}, which knows the rooms of the namespace's sockets. What
 * concerns more than one socket goes through it: broadcasts, with and without acks, and looking up, moving and
 * disconnecting sockets. The sockets themselves stay with the namespace, which the adapter sees as
 * {@link io.jettio.server.adapter.LocalSockets}. {@link io.jettio.server.adapter.InMemoryAdapter} serves one node; an
 * adapter for several keeps one for the sockets of its own node and adds what travels between nodes.
 *
 * <p>What an adapter hands in is taken as it is, since it comes as values from code of the same process. An adapter that
 * reads packets of other nodes from a bus has to treat them as a client's: decode them with a parser and its limits, and
 * drop what is broken.
 *
 * <p>Every method of an adapter may be called from any thread and blocks nobody.
 */
@NullMarked
package io.jettio.server.adapter;

import org.jspecify.annotations.NullMarked;
