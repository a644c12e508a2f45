package io.jettio.server.adapter.cluster;

/**
 * What the adapters of one server have sent and taken so far, all namespaces together.
 *
 * @param published messages that the transport has taken
 * @param received messages that came from other nodes
 * @param queued messages that wait for the broker at this moment
 * @param unsent messages that did not reach the broker: it was away, and they were volatile, answers or requests, or too
 *     many waited; or it refused them
 * @param rejected things that came and were no messages
 * @param ignored messages of a type that is not known, of a namespace that is not there, or of too many nodes
 * @param overrun messages that came while too many waited to be handled
 */
public record ClusterCounts(
        long published, long received, long queued, long unsent, long rejected, long ignored, long overrun) {}
