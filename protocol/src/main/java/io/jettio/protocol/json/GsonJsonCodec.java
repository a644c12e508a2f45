package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The default codec, on Gson: records, POJOs, generic collections and maps, arrays, enums by name, numbers with all
 * their digits. Thread-safe.
 *
 * <p>Beyond what Gson does by itself:
 *
 * <ul>
 *   <li>{@code byte[]}, {@code ByteBuffer} and {@code Frame.Binary} at any depth are attachments. This holds for every
 *       Gson, also for one that has adapters of its own for them.
 *   <li>{@code Object} reads as map, list, {@code String}, {@code Boolean}, {@code Long} (or {@code BigInteger}),
 *       {@code Double}, and a read-only {@code ByteBuffer} for binary, also inside collections, maps, arrays and
 *       {@code Optional}. A field or a record component that is declared as {@code Object} is read by Gson alone and
 *       shows binary as the map that stands in the JSON.
 *   <li>{@code java.time} values are ISO-8601 strings; {@code Date}, its subclasses and {@code Calendar} are instants in
 *       UTC with milliseconds, as JavaScript's {@code toISOString} writes them.
 *   <li>{@code Optional}, {@code OptionalInt}, {@code OptionalLong} and {@code OptionalDouble} are the value or null.
 *   <li>A {@code byte}, {@code short} or {@code float} that the number does not fit is refused. NaN and infinities are
 *       never written.
 * </ul>
 *
 * <p>As in Gson: null fields are omitted, null in lists and as an argument stays; a field that the JSON does not have
 * is null or zero (an {@code Optional} too), null for a primitive record component is refused; an unknown enum constant
 * is null; a number in quotation marks is taken for a number, a number or a boolean for a {@code String}. Classes in
 * named modules must be open to {@code com.google.gson}.
 */
public final class GsonJsonCodec implements JsonCodec {
    private static final GsonJsonCodec SHARED = new GsonJsonCodec();

    private final Gson gson;
    private final boolean plainStrings;
    private final boolean plainInts;
    private final boolean plainLongs;
    private final boolean plainBooleans;

    /** Makes a codec with the default settings; {@link #shared()} spares the instance. */
    public GsonJsonCodec() {
        this(new GsonBuilder()
                .setStrictness(Strictness.STRICT)
                .disableHtmlEscaping()
                .setObjectToNumberStrategy(IntegersKeepDigits.INSTANCE)
                .setNumberToNumberStrategy(IntegersKeepDigits.INSTANCE)
                .create());
    }

    /**
     * Makes a codec with the adapters and settings of a Gson. To them come the mappings for binary, always, and the
     * others that {@link GsonJsonCodec} names for each type that the Gson maps as every Gson does. How strict the Gson
     * reads, how it indents and whether it escapes HTML does not matter: the syntax is checked before, and nothing is
     * indented. Numbers without a type are read as the Gson says, which is {@code Double} unless it was told otherwise.
     *
     * @param gson the Gson, which stays as it is
     */
    public GsonJsonCodec(Gson gson) {
        Objects.requireNonNull(gson, "gson");
        PlainGson plain = new PlainGson(gson);
        this.gson = gson.newBuilder()
                .registerTypeAdapterFactory(new UntypedAdapters(plain))
                .registerTypeAdapterFactory(new ScalarAdapters(plain))
                .registerTypeAdapterFactory(new OptionalAdapters(plain))
                .registerTypeAdapterFactory(new TimeAdapters(plain))
                .registerTypeAdapterFactory(new BinaryAdapters())
                .create();
        this.plainStrings = plain.leaves(String.class);
        this.plainInts = plain.leaves(Integer.class) && plain.leaves(int.class);
        this.plainLongs = plain.leaves(Long.class) && plain.leaves(long.class);
        this.plainBooleans = plain.leaves(Boolean.class) && plain.leaves(boolean.class);
    }

    /**
     * {@return the codec with the default settings}
     */
    public static GsonJsonCodec shared() {
        return SHARED;
    }

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text && plainStrings) {
            out.writeString(text);
        } else if (value instanceof Integer number && plainInts) {
            out.writeLong(number);
        } else if (value instanceof Long number && plainLongs) {
            out.writeLong(number);
        } else if (value instanceof Boolean flag && plainBooleans) {
            out.writeBoolean(flag);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(ByteBuffer.wrap(bytes));
        } else {
            writeByGson(value, out);
        }
    }

    private void writeByGson(Object value, JsonOutput out) {
        Class<?> type = writtenAs(value);
        // An adapter for the value's class, or for an interface of it, takes the value.
        @SuppressWarnings("unchecked")
        TypeAdapter<Object> adapter = (TypeAdapter<Object>) adapter(type);
        PayloadWriter writer = new PayloadWriter(out, gson.serializeNulls());
        try {
            adapter.write(writer, value);
        } catch (JsonException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            throw new JsonException(
                    "cannot write " + type.getTypeName() + " at " + writer.path(true) + ": " + kind(e),
                    Failures.ofApplication(e));
        }
        if (!writer.isComplete()) {
            throw new JsonException("the adapter for " + type.getTypeName() + " wrote no value, or half of one", null);
        }
    }

    /** Gson would write an object of an anonymous or local class as null without a word. */
    private static Class<?> writtenAs(Object value) {
        Class<?> type = value.getClass();
        if (!type.isAnonymousClass() && !type.isLocalClass()) {
            return type;
        }
        if (value instanceof Enum || type.isRecord()) {
            return type;
        }
        if (value instanceof Map) {
            return Map.class;
        }
        if (value instanceof Collection) {
            return Collection.class;
        }
        throw new JsonException("no mapping for an anonymous or local class: " + type.getTypeName(), null);
    }

    @Override
    public @Nullable Object read(JsonInput in, Type type) {
        byte[] utf8 = in.array();
        byte first = utf8[in.from()];
        if (type == String.class) {
            if (first == '"' && plainStrings) {
                return JsonText.string(utf8, in.from() + 1, in.to() - 1);
            }
        } else if (type == int.class || type == Integer.class) {
            int length = in.to() - in.from();
            if (plainInts && length < 10 && JsonText.isInteger(utf8, in.from(), in.to())) {
                return (int) JsonText.integer(utf8, in.from(), in.to());
            }
        } else if (type == long.class || type == Long.class) {
            int length = in.to() - in.from();
            if (plainLongs && length < 19 && JsonText.isInteger(utf8, in.from(), in.to())) {
                return JsonText.integer(utf8, in.from(), in.to());
            }
        } else if ((type == boolean.class || type == Boolean.class) && plainBooleans) {
            if (first == 't' || first == 'f') {
                return first == 't';
            }
        } else if (first == '{' && in.hasAttachments() && (type == byte[].class || type == ByteBuffer.class)) {
            Frame.Binary bytes = in.attachmentOrNull(JsonText.placeholder(utf8, in.from(), in.to()));
            if (bytes != null) {
                return type == byte[].class ? bytes.toByteArray() : bytes.buffer();
            }
        }
        return readByGson(in, type);
    }

    private @Nullable Object readByGson(JsonInput in, Type type) {
        TypeAdapter<?> adapter = adapter(UntypedAdapters.isObject(type) ? UntypedAdapters.Untyped.class : type);
        PayloadReader reader = new PayloadReader(in);
        try {
            return adapter.read(reader);
        } catch (JsonException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            String reason = e instanceof JsonIOException ? " (" + e.getMessage() + ")" : "";
            throw new JsonException(
                    "JSON does not fit " + type.getTypeName() + ": " + reader.found() + " at " + reader.place()
                            + reason,
                    Failures.ofApplication(e));
        }
    }

    private TypeAdapter<?> adapter(Type type) {
        try {
            return gson.getAdapter(TypeToken.get(type));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // No value is at hand yet, so the message cannot show one.
            throw new JsonException("no mapping for " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    private static String kind(Throwable e) {
        return e instanceof JsonIOException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }
}
