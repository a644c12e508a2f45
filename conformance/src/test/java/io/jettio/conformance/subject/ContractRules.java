package io.jettio.conformance.subject;

import io.jettio.harness.wire.Endpoint;

/** A part of a contract, as tests that run against whatever server the implementing class names. */
public interface ContractRules {
    /** The server, whose times play no part if that can be had. */
    Endpoint endpoint();

    /** The server for rules about times, which pings every 300 ms. */
    default Endpoint timed() {
        return endpoint();
    }

    /** How long that one waits for a pong: the contract's 200 ms, or longer, since a busy machine takes more from its clients. */
    default long pingTimeoutMillis() {
        return 200;
    }

    /** How long that one waits for a CONNECT and for an upgrade: the contract's second, or longer. */
    default long patienceMillis() {
        return 1_000;
    }
}
