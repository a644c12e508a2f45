package io.jettio.protocol.json;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Payload;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as raw JSON with attachments. Immutable and thread-safe.
 *
 * <p>A payload that was parsed shares the array it was parsed from, which must not be written to again; a payload made
 * with {@link #of} holds a snapshot of its arguments. JSON becomes Java values only in {@link #get}, anew in each call.
 */
public final class JsonPayload implements Payload {
    /** No arguments. */
    public static final JsonPayload EMPTY =
            new JsonPayload(GsonJsonCodec.shared(), new byte[0], new int[0], 0, 0, List.of());

    private final JsonCodec codec;
    private final byte[] utf8;
    /** Where an argument begins and where it ends, in turn; the first pairs may belong to something else. */
    private final int[] bounds;

    private final int first;
    private final int size;
    private final List<Frame.Binary> attachments;

    private JsonPayload(
            JsonCodec codec, byte[] utf8, int[] bounds, int first, int size, List<Frame.Binary> attachments) {
        this.codec = codec;
        this.utf8 = utf8;
        this.bounds = bounds;
        this.first = first;
        this.size = size;
        this.attachments = attachments;
    }

    /**
     * Writes arguments down.
     *
     * @param codec maps them to JSON, and back in {@link #get}
     * @param arguments the arguments, null elements allowed; what is changed in them afterwards changes nothing here
     * @return the payload
     * @throws JsonException if an argument has no JSON form, with the path to it
     */
    public static JsonPayload of(JsonCodec codec, List<? extends @Nullable Object> arguments) {
        Objects.requireNonNull(codec, "codec");
        int size = arguments.size();
        if (size == 0) {
            return EMPTY;
        }
        JsonOutput out = new JsonOutput();
        int[] bounds = new int[size * 2];
        int i = 0;
        for (Object argument : arguments) {
            if (i > 0) {
                out.writeByte(',');
            }
            bounds[i++] = out.size();
            codec.write(argument, out);
            bounds[i++] = out.size();
        }
        List<Frame.Binary> attachments = List.copyOf(out.attachments());
        return new JsonPayload(codec, out.toFrame().array(), bounds, 0, size, attachments);
    }

    /**
     * An event's name and its arguments.
     *
     * @param name the name
     * @param arguments what follows the name
     */
    public record Event(String name, JsonPayload arguments) {}

    /**
     * Scans the array of an event: the name, then the arguments. The name is a string, or a number, which is taken as
     * its text; it is none of those that have a meaning for sockets themselves ({@code connect},
     * {@code connect_error}, {@code disconnect}, {@code disconnecting}, {@code newListener}, {@code removeListener}).
     *
     * <p>The scan checks the syntax of RFC 8259 (trailing data included), UTF-8, and the limits for nesting, numbers
     * and arguments. With attachments, each object that has {@code "_placeholder":true} needs a {@code "num"} that is
     * an integer from 0 to one less than their number.
     *
     * @param codec maps the arguments in {@link #get}
     * @param utf8 holds the JSON; shared, and not to be written to again
     * @param from where the JSON begins
     * @param to where it ends
     * @param attachments how many attachments the packet announced; they come by {@link #withAttachments}
     * @param limits what is accepted
     * @return the name and the arguments
     * @throws PacketException if it is no such event; the position is an index in {@code utf8}, not relative to
     *     {@code from}
     */
    public static Event parseEvent(
            JsonCodec codec, byte[] utf8, int from, int to, int attachments, DecodeLimits limits) {
        JsonScanner scanner = new JsonScanner(utf8, to, attachments, limits);
        scanner.scanArray(from, 1);
        int elements = scanner.elements();
        if (elements == 0) {
            throw new PacketException("an event needs a name", from);
        }
        int[] bounds = scanner.bounds();
        return new Event(eventName(utf8, bounds[0], bounds[1]), parsed(codec, utf8, bounds, 1, elements - 1));
    }

    private static String eventName(byte[] utf8, int from, int to) {
        byte lead = utf8[from];
        if (lead != '"') {
            if (lead == '-' || (lead >= '0' && lead <= '9')) {
                return new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
            }
            throw new PacketException("event name is neither a string nor a number", from);
        }
        String name = JsonText.string(utf8, from + 1, to - 1);
        switch (name) {
            case "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener" ->
                throw new PacketException("reserved event name", from);
            default -> {
                return name;
            }
        }
    }

    /**
     * Scans an array of arguments, as an ack has it. It checks what {@link #parseEvent} checks.
     *
     * @param codec maps the arguments in {@link #get}
     * @param utf8 holds the JSON; shared, and not to be written to again
     * @param from where the JSON begins
     * @param to where it ends
     * @param attachments how many attachments the packet announced; they come by {@link #withAttachments}
     * @param limits what is accepted
     * @return the elements of the array
     * @throws PacketException if it is no array; the position is an index in {@code utf8}
     */
    public static JsonPayload parseArray(
            JsonCodec codec, byte[] utf8, int from, int to, int attachments, DecodeLimits limits) {
        JsonScanner scanner = new JsonScanner(utf8, to, attachments, limits);
        scanner.scanArray(from, 0);
        return parsed(codec, utf8, scanner.bounds(), 0, scanner.elements());
    }

    /**
     * Scans one value of any kind, as CONNECT and CONNECT_ERROR have it. It checks what {@link #parseEvent} checks; a
     * placeholder is an ordinary object here.
     *
     * @param codec maps the value in {@link #get}
     * @param utf8 holds the JSON; shared, and not to be written to again
     * @param from where the JSON begins
     * @param to where it ends
     * @param limits what is accepted
     * @return the value as the only argument
     * @throws PacketException if it is no JSON; the position is an index in {@code utf8}
     */
    public static JsonPayload parseValue(JsonCodec codec, byte[] utf8, int from, int to, DecodeLimits limits) {
        JsonScanner scanner = new JsonScanner(utf8, to, 0, limits);
        scanner.scanValue(from);
        return parsed(codec, utf8, scanner.bounds(), 0, 1);
    }

    private static JsonPayload parsed(JsonCodec codec, byte[] utf8, int[] bounds, int first, int size) {
        return size == 0 ? EMPTY : new JsonPayload(codec, utf8, bounds, first, size, List.of());
    }

    /**
     * {@return the same arguments with the attachments that their placeholders stand for}
     *
     * @param attachments in the order of their numbers, as many as were announced
     */
    public JsonPayload withAttachments(List<Frame.Binary> attachments) {
        return new JsonPayload(codec, utf8, bounds, first, size, List.copyOf(attachments));
    }

    /**
     * {@return the same arguments and a text behind them}
     *
     * @param codec maps the arguments of the new payload in {@link #get}
     * @param text the argument behind the others
     */
    public JsonPayload append(JsonCodec codec, String text) {
        JsonOutput out = new JsonOutput(0, length() + text.length() + 3);
        int[] ends = new int[(size + 1) * 2];
        writeTo(out);
        for (int i = 0; i < size * 2; i++) {
            ends[i] = bounds[first * 2 + i] - start();
        }
        if (size > 0) {
            out.writeByte(',');
        }
        ends[size * 2] = out.size();
        out.writeString(text);
        ends[size * 2 + 1] = out.size();
        return new JsonPayload(codec, out.toFrame().array(), ends, 0, size + 1, attachments);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("argument " + index);
        }
        if (index >= size) {
            return null;
        }
        int at = (first + index) * 2;
        return codec.read(new JsonInput(utf8, bounds[at], bounds[at + 1], attachments), type);
    }

    /**
     * {@return whether an argument is a JSON object}
     *
     * @param index from 0; an absent argument is none
     */
    public boolean isObject(int index) {
        return index < size && utf8[bounds[(first + index) * 2]] == '{';
    }

    @Override
    public String json() {
        return "[" + new String(utf8, start(), length(), StandardCharsets.UTF_8) + "]";
    }

    @Override
    public List<Frame.Binary> attachments() {
        return attachments;
    }

    @Override
    public int bytes() {
        int bytes = length();
        for (Frame.Binary attachment : attachments) {
            bytes += attachment.size();
        }
        return bytes;
    }

    /**
     * Writes the arguments with the commas between them, and no brackets around: what an encoder puts behind an
     * event's name. The attachments are not handed over; they are in {@link #attachments()}.
     *
     * @param out where the text goes
     */
    public void writeTo(JsonOutput out) {
        out.writeRaw(utf8, start(), length());
    }

    private int start() {
        return size == 0 ? 0 : bounds[first * 2];
    }

    private int length() {
        return size == 0 ? 0 : bounds[(first + size) * 2 - 1] - start();
    }

    /**
     * {@return whether the other object is a payload with the same text and the same attachments} White space counts.
     *
     * @param other any object
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPayload that
                && Arrays.equals(
                        utf8, start(), start() + length(), that.utf8, that.start(), that.start() + that.length())
                && attachments.equals(that.attachments);
    }

    /**
     * {@return a hash of the text and the attachments}
     */
    @Override
    public int hashCode() {
        int hash = attachments.hashCode();
        for (int i = start(); i < start() + length(); i++) {
            hash = 31 * hash + utf8[i];
        }
        return hash;
    }

    /**
     * {@return how much it holds, never the content, which may be somebody's secret}
     */
    @Override
    public String toString() {
        return "JsonPayload[" + size + " arguments, " + bytes() + " bytes]";
    }
}
