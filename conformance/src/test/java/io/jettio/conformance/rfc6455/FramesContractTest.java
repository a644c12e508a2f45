package io.jettio.conformance.rfc6455;

import io.jettio.conformance.hostile.Witnessed;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server: each rule has a witness, another client's connection that goes on being answered. */
class FramesContractTest implements WholeRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.jettio("engine-frames");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofEngine(SERVER);

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
