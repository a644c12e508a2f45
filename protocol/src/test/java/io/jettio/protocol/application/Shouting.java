package io.jettio.protocol.application;

/** A record of an application whose accessor throws. */
public record Shouting(String word) {
    @Override
    public String word() {
        throw new IllegalStateException("not now");
    }
}
