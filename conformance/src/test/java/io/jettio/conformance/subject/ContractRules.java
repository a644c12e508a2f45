package io.jettio.conformance.subject;

import io.jettio.harness.wire.Endpoint;

/** A part of a contract, as tests that run against whatever server the implementing class names. */
public interface ContractRules {
    Endpoint endpoint();
}
