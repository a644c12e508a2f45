package io.jettio.protocol.application;

/** A record of an application whose constructor refuses values. */
public record Guarded(int age) {
    public Guarded {
        if (age < 0) {
            throw new IllegalArgumentException("age is negative");
        }
    }
}
