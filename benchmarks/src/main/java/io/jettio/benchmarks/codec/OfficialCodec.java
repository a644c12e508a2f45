package io.jettio.benchmarks.codec;

import io.socket.engineio.parser.Parser;
import io.socket.parser.IOParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * The parsers of the official Java client, called as its socket and its manager call them. They work on strings; the
 * conversion from and to UTF-8, which its transport does behind them, is counted only where it is asked for.
 *
 * <p>A record is read and written field by field through org.json, as its users do; a tree is read as a
 * {@code JSONObject} and written as one that wraps the map.
 */
final class OfficialCodec implements CodecUnderTest {
    private final IOParser.Encoder encoder = new IOParser.Encoder();
    private final IOParser.Decoder decoder = new IOParser.Decoder();

    private final Sample sample;
    private final boolean utf8;
    private final Object value;
    private final String text;
    private final byte[] textBytes;
    private final byte[] attachment;
    private io.socket.parser.@Nullable Packet<?> decoded;

    OfficialCodec(Sample sample, boolean utf8) {
        this.sample = sample;
        this.utf8 = utf8;
        this.value = sample.value();
        this.text = (String) sample.wire().get(0);
        this.textBytes = text.getBytes(StandardCharsets.UTF_8);
        this.attachment = sample.wire().size() > 1 ? (byte[]) sample.wire().get(1) : new byte[0];
        decoder.onDecoded(packet -> decoded = packet);
    }

    @Override
    public Packet decode() {
        String message = utf8 ? new String(textBytes, StandardCharsets.UTF_8) : text;
        decoder.add(Parser.decodePacket(message).data);
        if (attachment.length > 0) {
            decoder.add(Parser.decodePacket(attachment).data);
        }
        io.socket.parser.Packet<?> packet = decoded;
        if (packet == null) {
            throw new IllegalStateException("not decoded");
        }
        decoded = null;
        try {
            if (sample == Sample.CONNECT) {
                return new Packet("", packet.id, packet.data);
            }
            JSONArray data = (JSONArray) packet.data;
            return sample == Sample.ACK
                    ? new Packet("", packet.id, argument(data, 0))
                    : new Packet(data.getString(0), packet.id, argument(data, 1));
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object argument(JSONArray data, int index) throws JSONException {
        if (sample != Sample.RECORD) {
            return data.get(index);
        }
        JSONObject object = data.getJSONObject(index);
        JSONArray array = object.getJSONArray("items");
        List<String> items = new ArrayList<>(array.length());
        for (int i = 0; i < array.length(); i++) {
            items.add(array.getString(i));
        }
        return new Sample.Order(
                object.getLong("id"),
                object.getString("customer"),
                items,
                object.getDouble("total"),
                object.getBoolean("paid"),
                object.getString("note"));
    }

    @Override
    public List<Object> encode() {
        io.socket.parser.Packet<Object> packet = new io.socket.parser.Packet<>(wireType(), data());
        packet.nsp = "/";
        packet.id = sample.hasId() ? (int) Sample.ID : -1;
        List<Object> messages = new ArrayList<>(2);
        encoder.encode(packet, parts -> {
            for (Object part : parts) {
                messages.add(engineEncode(part));
            }
        });
        return messages;
    }

    private Object engineEncode(Object part) {
        Object[] message = new Object[1];
        Parser.encodePacket(
                new io.socket.engineio.parser.Packet<>(io.socket.engineio.parser.Packet.MESSAGE, part),
                encoded -> message[0] = encoded);
        return utf8 && message[0] instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : message[0];
    }

    private int wireType() {
        return switch (sample) {
            case ACK -> io.socket.parser.Parser.ACK;
            case CONNECT -> io.socket.parser.Parser.CONNECT;
            default -> io.socket.parser.Parser.EVENT;
        };
    }

    private Object data() {
        if (sample == Sample.CONNECT) {
            return wrapped();
        }
        JSONArray data = new JSONArray();
        if (sample.isEvent()) {
            data.put(Sample.EVENT);
        }
        return switch (sample) {
            case RECORD -> data.put(object((Sample.Order) value));
            case NESTED -> data.put(wrapped());
            default -> data.put(value);
        };
    }

    private JSONObject wrapped() {
        return new JSONObject((Map<?, ?>) value);
    }

    private static JSONObject object(Sample.Order order) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("id", order.id());
        fields.put("customer", order.customer());
        fields.put("items", new JSONArray(order.items()));
        fields.put("total", order.total());
        fields.put("paid", order.paid());
        fields.put("note", order.note());
        return new JSONObject(fields);
    }
}
