package io.jettio.protocol.socketio;

/**
 * A packet whose attachments are still to come. It is told after the header, before any attachment is kept, so that
 * the connection can refuse a namespace it never joined without holding its binary.
 *
 * @param namespace the namespace of the packet
 * @param remaining how many attachments are still to come, at least 1
 */
public record Pending(String namespace, int remaining) implements Decoded {}
