package io.jettio.server.adapter;

import io.jettio.protocol.socketio.EventPacket;

/**
 * An event that a client missed.
 *
 * @param packet the event, without its offset
 * @param compress whether transports that compress may compress it
 * @param offset where it stands in the log, as the client is told behind the event's arguments
 */
public record MissedEvent(EventPacket packet, boolean compress, String offset) {}
