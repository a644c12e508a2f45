package io.jettio.server.adapter;

import io.jettio.protocol.handler.EmitResult;

/**
 * What became of a broadcast.
 *
 * @param local what became of it on this node
 * @param offset where it stands in the log that nodes share; empty where there is none
 * @param queued whether it waits for the broker to come back
 */
public record Receipt(EmitResult local, String offset, boolean queued) {}
