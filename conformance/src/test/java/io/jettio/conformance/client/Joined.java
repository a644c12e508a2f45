package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Json;

/** Connections to a namespace; an empty name stands for the main one. */
final class Joined {
    private Joined() {}

    /** A connection that has joined; what the server emits on its own is still to be read. */
    static Channel to(String namespace, Transport transport, Endpoint endpoint) {
        Channel channel = Channel.open(transport, endpoint);
        sid(channel, namespace);
        return channel;
    }

    /** Joins, and gives the socket's id. */
    static String sid(Channel channel, String namespace) {
        String prefix = prefix(namespace);
        channel.send("0" + prefix);
        String answer = channel.receive();
        assertThat(answer).startsWith("0" + prefix + "{");
        return Json.sid(answer);
    }

    /** What stands between a packet's type and its data. */
    static String prefix(String namespace) {
        return namespace.isEmpty() ? "" : namespace + ",";
    }

    /** The id of an event {@code ack} that asks for an ack; how a server counts is its own affair. */
    static String ackId(String packet, String namespace) {
        String head = "2" + prefix(namespace);
        String tail = "[\"ack\"]";
        assertThat(packet).startsWith(head).endsWith(tail);
        String id = packet.substring(head.length(), packet.length() - tail.length());
        assertThat(id).matches("[0-9]+");
        return id;
    }

    /** Reads a packet that must begin as it is, and gives the object that ends it. */
    static JsonObject object(String packet, String head, String tail) {
        assertThat(packet).startsWith(head).endsWith(tail);
        return Json.object(packet.substring(head.length(), packet.length() - tail.length()));
    }
}
