package io.jettio.protocol.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gson's writer, straight into a {@link JsonOutput} and its attachments. It refuses what has no JSON form even where a
 * user's Gson would let it pass, and knows the path to the value that is being written. Indentation and HTML escaping
 * do not exist here: they say nothing to the peer.
 */
final class PayloadWriter extends JsonWriter {
    /** Deep enough for any data; a cycle ends here and not with the stack. */
    static final int MAX_NESTING = 500;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    private static final byte EMPTY_ARRAY = 0;
    private static final byte ARRAY = 1;
    private static final byte EMPTY_OBJECT = 2;
    private static final byte OBJECT = 3;
    private static final byte NAMED = 4;
    private static final byte EMPTY_ROOT = 5;
    private static final byte ROOT = 6;

    private final JsonOutput out;
    private byte[] scopes = {EMPTY_ROOT, 0, 0, 0, 0, 0, 0, 0};
    private @Nullable String[] names = new String[8];
    private int[] indices = new int[8];
    private int depth;
    private @Nullable String deferredName;

    PayloadWriter(JsonOutput out, boolean serializeNulls) {
        super(Writer.nullWriter());
        this.out = out;
        setSerializeNulls(serializeNulls);
    }

    JsonOutput out() {
        return out;
    }

    @Override
    public JsonWriter beginArray() {
        open('[', EMPTY_ARRAY);
        return this;
    }

    @Override
    public JsonWriter endArray() {
        close(']', EMPTY_ARRAY, ARRAY);
        return this;
    }

    @Override
    public JsonWriter beginObject() {
        open('{', EMPTY_OBJECT);
        return this;
    }

    @Override
    public JsonWriter endObject() {
        close('}', EMPTY_OBJECT, OBJECT);
        return this;
    }

    private void open(char bracket, byte scope) {
        beforeValue();
        if (depth == MAX_NESTING) {
            throw refusal("nesting deeper than " + MAX_NESTING + ", or a cycle,");
        }
        depth++;
        if (depth == scopes.length) {
            scopes = Arrays.copyOf(scopes, depth * 2);
            names = Arrays.copyOf(names, depth * 2);
            indices = Arrays.copyOf(indices, depth * 2);
        }
        scopes[depth] = scope;
        indices[depth] = -1;
        names[depth] = null;
        out.writeByte(bracket);
    }

    private void close(char bracket, byte empty, byte filled) {
        if (deferredName != null || (scopes[depth] != empty && scopes[depth] != filled)) {
            throw new IllegalStateException("no value, or the wrong container, ends");
        }
        depth--;
        out.writeByte(bracket);
    }

    @Override
    public JsonWriter name(String name) {
        if (deferredName != null || (scopes[depth] != EMPTY_OBJECT && scopes[depth] != OBJECT)) {
            throw new IllegalStateException("a name is not due");
        }
        deferredName = name;
        names[depth] = name;
        return this;
    }

    private void beforeValue() {
        String name = deferredName;
        if (name != null) {
            deferredName = null;
            if (scopes[depth] == OBJECT) {
                out.writeByte(',');
            }
            out.writeString(name);
            out.writeByte(':');
            scopes[depth] = NAMED;
        }
        switch (scopes[depth]) {
            case NAMED -> scopes[depth] = OBJECT;
            case ARRAY -> {
                out.writeByte(',');
                indices[depth]++;
            }
            case EMPTY_ARRAY -> {
                scopes[depth] = ARRAY;
                indices[depth]++;
            }
            case EMPTY_ROOT -> scopes[depth] = ROOT;
            default -> throw new IllegalStateException("a value is not due");
        }
    }

    @Override
    public JsonWriter value(@Nullable String value) throws IOException {
        if (value == null) {
            return nullValue();
        }
        beforeValue();
        out.writeString(value);
        return this;
    }

    @Override
    public JsonWriter nullValue() {
        if (deferredName != null && !getSerializeNulls()) {
            deferredName = null;
            return this;
        }
        beforeValue();
        out.writeNull();
        return this;
    }

    @Override
    public JsonWriter value(boolean value) {
        beforeValue();
        out.writeBoolean(value);
        return this;
    }

    @Override
    public JsonWriter value(@Nullable Boolean value) {
        return value == null ? nullValue() : value(value.booleanValue());
    }

    @Override
    public JsonWriter value(long value) {
        beforeValue();
        out.writeLong(value);
        return this;
    }

    @Override
    public JsonWriter value(float value) {
        beforeValue();
        checkFinite(Float.isFinite(value));
        out.writeRaw(Float.toString(value));
        return this;
    }

    @Override
    public JsonWriter value(double value) {
        beforeValue();
        checkFinite(Double.isFinite(value));
        out.writeRaw(Double.toString(value));
        return this;
    }

    private void checkFinite(boolean finite) {
        if (!finite) {
            throw refusal("NaN or an infinity");
        }
    }

    @Override
    public JsonWriter value(@Nullable Number value) {
        if (value == null) {
            return nullValue();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return value(value.longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            checkedNumber(value);
            return this;
        }
        beforeValue();
        String text = value.toString();
        if (!NUMBER.matcher(text).matches()) {
            throw refusal(value.getClass().getTypeName() + " whose text is no number");
        }
        out.writeRaw(text);
        return this;
    }

    private void checkedNumber(Number value) {
        beforeValue();
        checkFinite(Double.isFinite(value.doubleValue()));
        out.writeRaw(value.toString());
    }

    /** JSON that the application already has as text; it is checked, since one stray quote would break the packet. */
    @Override
    public JsonWriter jsonValue(@Nullable String value) {
        if (value == null) {
            return nullValue();
        }
        beforeValue();
        if (!JsonScanner.isValue(value)) {
            throw refusal("raw JSON that is none");
        }
        out.writeRaw(value);
        return this;
    }

    /** Keeps bytes as an attachment and writes their placeholder. */
    void binary(io.jettio.protocol.Frame.Binary bytes) {
        beforeValue();
        out.writeBinary(bytes);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** {@return whether exactly one value was written} */
    boolean isComplete() {
        return depth == 0 && scopes[0] == ROOT;
    }

    private JsonException refusal(String what) {
        return new JsonException("cannot write " + what + " at " + path(false), null);
    }

    /**
     * {@return the path to the value being written}
     *
     * @param next whether, inside an array, the element after the last one is meant: whoever fails before the writer
     *     heard of a value was at the next one
     */
    String path(boolean next) {
        StringBuilder path = new StringBuilder("$");
        for (int i = 1; i <= depth && path.length() < JsonPaths.MAX_LENGTH; i++) {
            if (scopes[i] == EMPTY_ARRAY || scopes[i] == ARRAY) {
                path.append('[')
                        .append(next && i == depth ? indices[i] + 1 : indices[i])
                        .append(']');
            } else if (names[i] != null) {
                path.append('.').append(names[i]);
            }
        }
        return JsonPaths.shown(path.toString());
    }
}
