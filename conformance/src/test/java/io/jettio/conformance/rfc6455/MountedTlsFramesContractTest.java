package io.jettio.conformance.rfc6455;

import io.jettio.conformance.hostile.Witnessed;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jettio's server as a handler in a Jetty of the application's that speaks TLS. */
class MountedTlsFramesContractTest implements WholeRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.deployedJettio("engine-frames", "mounted-tls");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofEngine(SERVER);

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }
}
