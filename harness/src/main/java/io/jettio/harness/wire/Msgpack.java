package io.jettio.harness.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON values as MessagePack and back. Bytes stand in the JSON as the placeholders of Socket.IO,
 * {@code {"_placeholder":true,"num":0}}, and beside it as attachments.
 */
final class Msgpack {
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    private Msgpack() {}

    /**
     * Writes a value.
     *
     * @throws Inexpressible if a number is too large, or an attachment is missing
     */
    static byte[] encoded(JsonElement value, List<byte[]> attachments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(value, attachments, out);
        return out.toByteArray();
    }

    private static void write(JsonElement value, List<byte[]> attachments, ByteArrayOutputStream out) {
        if (value instanceof JsonArray array) {
            head(out, array.size(), 0x90, 15, -1, 0xdc, 0xdd);
            array.forEach(one -> write(one, attachments, out));
        } else if (value instanceof JsonObject object) {
            if (object.has("_placeholder")) {
                String number = String.valueOf(object.get("num"));
                if (!number.matches("\\d{1,6}") || Integer.parseInt(number) >= attachments.size()) {
                    throw new Inexpressible("there is no attachment " + number);
                }
                byte[] bytes = attachments.get(Integer.parseInt(number));
                head(out, bytes.length, 0, -1, 0xc4, 0xc5, 0xc6);
                out.writeBytes(bytes);
                return;
            }
            head(out, object.size(), 0x80, 15, -1, 0xde, 0xdf);
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                text(member.getKey(), out);
                write(member.getValue(), attachments, out);
            }
        } else if (value instanceof JsonPrimitive primitive) {
            if (primitive.isBoolean()) {
                out.write(primitive.getAsBoolean() ? 0xc3 : 0xc2);
            } else if (primitive.isString()) {
                text(primitive.getAsString(), out);
            } else {
                number(primitive.getAsString(), out);
            }
        } else {
            out.write(0xc0);
        }
    }

    private static void text(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(out, bytes.length, 0xa0, 31, 0xd9, 0xda, 0xdb);
        out.writeBytes(bytes);
    }

    private static void number(String digits, ByteArrayOutputStream out) {
        if (!digits.matches("-?\\d+")) {
            out.write(0xcb);
            out.writeBytes(
                    ByteBuffer.allocate(8).putDouble(Double.parseDouble(digits)).array());
            return;
        }
        BigInteger whole = new BigInteger(digits);
        if (whole.compareTo(LEAST) < 0 || whole.compareTo(LARGEST) > 0) {
            throw new Inexpressible("a number beyond 64 bits");
        }
        long value = whole.longValue();
        if (whole.bitLength() <= 31 && value >= -32 && value < 128) {
            out.write((int) value);
        } else if (whole.bitLength() <= 31) {
            out.write(0xd2);
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
        } else {
            out.write(whole.signum() < 0 ? 0xd3 : 0xcf);
            out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        }
    }

    /** The first byte, and the length where it does not hold it; -1 where a form does not exist. */
    private static void head(ByteArrayOutputStream out, int length, int fix, int most, int one, int two, int four) {
        if (length <= most) {
            out.write(fix | length);
        } else if (one >= 0 && length < 1 << 8) {
            out.write(one);
            out.write(length);
        } else if (length < 1 << 16) {
            out.write(two);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        } else {
            out.write(four);
            out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        }
    }

    /**
     * Reads one value, with nothing behind it.
     *
     * @param attachments where bytes are put
     */
    static JsonElement decoded(byte[] packed, List<byte[]> attachments) {
        try {
            ByteBuffer in = ByteBuffer.wrap(packed);
            JsonElement value = read(in, attachments);
            if (in.hasRemaining()) {
                throw new AssertionError(in.remaining() + " bytes behind a packet");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new AssertionError("a packet that ends too early", e);
        }
    }

    private static JsonElement read(ByteBuffer in, List<byte[]> attachments) {
        int first = in.get() & 0xff;
        if (first < 0x80 || first >= 0xe0) {
            return new JsonPrimitive((byte) first);
        }
        if (first < 0x90) {
            return map(in, first & 15, attachments);
        }
        if (first < 0xa0) {
            return array(in, first & 15, attachments);
        }
        if (first < 0xc0) {
            return string(in, first & 31);
        }
        return switch (first) {
            case 0xc0 -> JsonNull.INSTANCE;
            case 0xc2 -> new JsonPrimitive(false);
            case 0xc3 -> new JsonPrimitive(true);
            case 0xc4 -> binary(in, in.get() & 0xff, attachments);
            case 0xc5 -> binary(in, in.getShort() & 0xffff, attachments);
            case 0xc6 -> binary(in, in.getInt(), attachments);
            case 0xca -> new JsonPrimitive(in.getFloat());
            case 0xcb -> new JsonPrimitive(in.getDouble());
            case 0xcc -> new JsonPrimitive(in.get() & 0xff);
            case 0xcd -> new JsonPrimitive(in.getShort() & 0xffff);
            case 0xce -> new JsonPrimitive(in.getInt() & 0xffff_ffffL);
            case 0xcf -> new JsonPrimitive(new BigInteger(Long.toUnsignedString(in.getLong())));
            case 0xd0 -> new JsonPrimitive(in.get());
            case 0xd1 -> new JsonPrimitive(in.getShort());
            case 0xd2 -> new JsonPrimitive(in.getInt());
            case 0xd3 -> new JsonPrimitive(in.getLong());
            case 0xd4 -> undefined(in);
            case 0xd9 -> string(in, in.get() & 0xff);
            case 0xda -> string(in, in.getShort() & 0xffff);
            case 0xdb -> string(in, in.getInt());
            case 0xdc -> array(in, in.getShort() & 0xffff, attachments);
            case 0xdd -> array(in, in.getInt(), attachments);
            case 0xde -> map(in, in.getShort() & 0xffff, attachments);
            case 0xdf -> map(in, in.getInt(), attachments);
            default -> throw new AssertionError("nothing that JSON has: 0x%02x".formatted(first));
        };
    }

    /** What JavaScript's library makes of {@code undefined}. */
    private static JsonElement undefined(ByteBuffer in) {
        if (in.getShort() != 0) {
            throw new AssertionError("an extension that Socket.IO does not have");
        }
        return JsonNull.INSTANCE;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static JsonElement string(ByteBuffer in, int length) {
        return new JsonPrimitive(new String(bytes(in, length), StandardCharsets.UTF_8));
    }

    private static JsonElement binary(ByteBuffer in, int length, List<byte[]> attachments) {
        JsonObject placeholder = new JsonObject();
        placeholder.addProperty("_placeholder", true);
        placeholder.addProperty("num", attachments.size());
        attachments.add(bytes(in, length));
        return placeholder;
    }

    private static JsonElement array(ByteBuffer in, int size, List<byte[]> attachments) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < size; i++) {
            array.add(read(in, attachments));
        }
        return array;
    }

    private static JsonElement map(ByteBuffer in, int size, List<byte[]> attachments) {
        JsonObject map = new JsonObject();
        for (int i = 0; i < size; i++) {
            JsonElement name = read(in, attachments);
            map.add(name.getAsString(), read(in, attachments));
        }
        return map;
    }
}
