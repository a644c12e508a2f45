package io.jettio.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Endpoint;

/** Connections as most tests of this package need them. */
final class Connections {
    private Connections() {}

    /** A connection that has joined the main namespace and read what comes with that. */
    static Channel main(Transport transport, Endpoint endpoint) {
        Channel channel = Channel.open(transport, endpoint);
        channel.send("0");
        assertThat(channel.receive()).startsWith("0{");
        assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
        return channel;
    }
}
