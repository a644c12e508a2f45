package io.jettio.harness.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel to a server whose parser is {@code socket.io-msgpack-parser}: what is said in the text form of Socket.IO, with
 * its attachments behind it, goes as one binary message, and what comes is put into the text form.
 */
final class MsgpackChannel implements Channel {
    private static final int EVENT = 2;
    private static final int ACK = 3;
    private static final int BINARY_EVENT = 5;

    private static final Pattern PACKET =
            Pattern.compile("([0-6])(?:(\\d{1,6})-)?(?:(/[^,]*)(?:,|$))?(\\d*)(.*)", Pattern.DOTALL);

    private final Channel bytes;
    private final ArrayDeque<String> received = new ArrayDeque<>();

    MsgpackChannel(Channel bytes) {
        this.bytes = bytes;
    }

    @Override
    public void send(String... messages) {
        bytes.send(packed(messages));
    }

    @Override
    public void sendUntilClosed(String... messages) {
        bytes.sendUntilClosed(packed(messages));
    }

    private static String[] packed(String... messages) {
        List<String> packets = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            Matcher packet = PACKET.matcher(messages[i]);
            if (!packet.matches()) {
                throw new Inexpressible("no packet: " + messages[i]);
            }
            int type = Integer.parseInt(packet.group(1));
            int count = packet.group(2) == null ? 0 : Integer.parseInt(packet.group(2));
            if (packet.group(2) != null != type >= BINARY_EVENT) {
                throw new Inexpressible("attachments of a packet that has none");
            }
            List<byte[]> attachments = new ArrayList<>();
            for (; count > 0; count--) {
                i++;
                if (i == messages.length || !messages[i].startsWith("#")) {
                    throw new Inexpressible("an attachment of its own");
                }
                attachments.add(HexFormat.of().parseHex(messages[i].substring(1)));
            }
            packets.add("#" + HexFormat.of().formatHex(Msgpack.encoded(packet(type, packet), attachments)));
        }
        return packets.toArray(String[]::new);
    }

    private static JsonObject packet(int type, Matcher text) {
        JsonObject packet = new JsonObject();
        packet.addProperty("type", type < BINARY_EVENT ? type : type - BINARY_EVENT + EVENT);
        packet.addProperty("nsp", text.group(3) == null ? "/" : text.group(3));
        if (!text.group(4).isEmpty()) {
            packet.add("id", json(text.group(4)));
        }
        if (!text.group(5).isEmpty()) {
            packet.add("data", json(text.group(5)));
        }
        return packet;
    }

    private static JsonElement json(String text) {
        try {
            return Json.value(text);
        } catch (JsonParseException e) {
            throw new Inexpressible("no JSON: " + text);
        }
    }

    @Override
    public String receive() {
        if (received.isEmpty()) {
            String message = bytes.receive();
            if (!message.startsWith("#")) {
                throw new AssertionError("expected a packet in MessagePack, got " + message);
            }
            List<byte[]> attachments = new ArrayList<>();
            JsonElement packet = Msgpack.decoded(HexFormat.of().parseHex(message.substring(1)), attachments);
            received.add(text(packet.getAsJsonObject(), attachments.size()));
            attachments.forEach(one -> received.add("#" + HexFormat.of().formatHex(one)));
        }
        return received.remove();
    }

    private static String text(JsonObject packet, int attachments) {
        int type = packet.get("type").getAsInt();
        StringBuilder text = new StringBuilder();
        if (attachments > 0 && (type == EVENT || type == ACK)) {
            text.append(type - EVENT + BINARY_EVENT).append(attachments).append('-');
        } else {
            text.append(type);
        }
        String namespace = packet.get("nsp").getAsString();
        if (!namespace.equals("/")) {
            text.append(namespace).append(',');
        }
        if (packet.has("id") && !packet.get("id").isJsonNull()) {
            text.append(packet.get("id").getAsString());
        }
        if (packet.has("data") && !packet.get("data").isJsonNull()) {
            JsonElement data = packet.get("data");
            if ((type == EVENT || type == ACK) && !(data instanceof JsonArray)) {
                throw new AssertionError("an event or an ack without its arguments: " + data);
            }
            text.append(data);
        }
        return text.toString();
    }

    @Override
    public Duration neglected() {
        return bytes.neglected();
    }

    @Override
    public void closed() {
        bytes.closed();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
