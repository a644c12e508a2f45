package io.jettio.harness.check;

/** The protocol that a case is about. */
public enum Suite {
    /** Engine.IO v3. */
    E3,
    /** Engine.IO v4. */
    E4,
    /** Socket.IO v5 on Engine.IO v4. */
    S5,
    /** Engine.IO v4 of clients. */
    C4,
    /** Socket.IO v5 of clients. */
    C5
}
