package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the servers for the official clients have in common: which namespaces there are, and the handshake in one. */
interface RefusalRules extends ContractRules {
    /** The next event, without what recovery puts behind its arguments. */
    default String event(Channel channel) {
        return channel.receive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/foo", "/timeout_socket", "/valid", "/asd", "/abc"})
    default void namespaceLetsIn(String namespace) {
        Joined.to(namespace, Transport.WEBSOCKET, endpoint()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bar", "/timeout", "/invalid", "/FOO", "/foo/", "/"})
    default void otherNamespacesAreInvalid(String namespace) {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            String other = namespace.equals("/") ? "//" : namespace;
            channel.send("0" + other + ",");
            assertThat(channel.receive()).isEqualTo("4" + other + ",{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    default void namespaceTellsTheHandshake() {
        String query = "&e=f&g=h%20i&%26a=%26%3D%3Fa";
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint(), query)) {
            channel.send("0/abc,{\"a\":\"b\",\"c\":{\"d\":[1]}}");
            assertThat(channel.receive()).startsWith("0/abc,{");
            var handshake = Joined.object(event(channel), "2/abc,[\"handshake\",", "]");
            var sent = handshake.getAsJsonObject("query");
            assertThat(sent.get("e").getAsString()).isEqualTo("f");
            assertThat(sent.get("g").getAsString()).isEqualTo("h i");
            assertThat(sent.get("&a").getAsString()).isEqualTo("&=?a");
            assertThat(sent.has("a")).isFalse();
            assertThat(handshake.get("auth")).isEqualTo(Json.value("{\"a\":\"b\",\"c\":{\"d\":[1]}}"));
        }
    }

    @Test
    default void withoutAuthItIsEmpty() {
        try (Channel channel = Joined.to("/abc", Transport.WEBSOCKET, endpoint())) {
            var handshake = Joined.object(event(channel), "2/abc,[\"handshake\",", "]");
            assertThat(handshake.get("auth")).isEqualTo(Json.value("{}"));
        }
    }
}
