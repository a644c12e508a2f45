package io.jettio.protocol.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Gson's reader over one argument, with the attachments of its packet. Syntax and depth were checked when the JSON was
 * scanned or written; so Gson's own limit for the depth is off, and so is the strictness that refuses an escaped half of
 * a surrogate pair, which RFC 8259 section 8.2 allows and JavaScript sends. It notes whether the last call took a value, which tells where an exception
 * happened.
 */
final class PayloadReader extends JsonReader {
    private final JsonInput in;
    private boolean took;
    private boolean converting;

    PayloadReader(JsonInput in) {
        super(in.reader());
        this.in = in;
        setStrictness(Strictness.LEGACY_STRICT);
        setNestingLimit(Integer.MAX_VALUE);
    }

    boolean hasAttachments() {
        return in.hasAttachments();
    }

    /** {@return an attachment, or null if the packet has none of this number} */
    Frame.@Nullable Binary attachment(int number) {
        return in.attachmentOrNull(number);
    }

    @Override
    public JsonToken peek() throws IOException {
        took = false;
        return super.peek();
    }

    @Override
    public void beginArray() throws IOException {
        took = false;
        super.beginArray();
    }

    @Override
    public void endArray() throws IOException {
        took = false;
        super.endArray();
        took = true;
    }

    @Override
    public void beginObject() throws IOException {
        took = false;
        super.beginObject();
    }

    @Override
    public void endObject() throws IOException {
        took = false;
        super.endObject();
        took = true;
    }

    @Override
    public String nextName() throws IOException {
        took = false;
        return super.nextName();
    }

    @Override
    public String nextString() throws IOException {
        took = false;
        String value = super.nextString();
        took = true;
        return value;
    }

    @Override
    public boolean nextBoolean() throws IOException {
        took = false;
        boolean value = super.nextBoolean();
        took = true;
        return value;
    }

    @Override
    public void nextNull() throws IOException {
        took = false;
        super.nextNull();
        took = true;
    }

    @Override
    public double nextDouble() throws IOException {
        took = false;
        try {
            double value = super.nextDouble();
            took = true;
            return value;
        } catch (NumberFormatException | MalformedJsonException unfit) {
            converting = true;
            throw unfit;
        }
    }

    /** Exactly, where Gson takes 9223372036854775808 for one less. */
    @Override
    public long nextLong() throws IOException {
        String text = nextString();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notPlain) {
            try {
                return new BigDecimal(text).longValueExact();
            } catch (ArithmeticException notLong) {
                throw new NumberFormatException("not a long");
            }
        }
    }

    @Override
    public int nextInt() throws IOException {
        took = false;
        try {
            int value = super.nextInt();
            took = true;
            return value;
        } catch (NumberFormatException | MalformedJsonException unfit) {
            converting = true;
            throw unfit;
        }
    }

    @Override
    public void skipValue() throws IOException {
        took = false;
        super.skipValue();
        took = true;
    }

    /** {@return where the last call was, for an exception's message} */
    String place() {
        return JsonPaths.shown(took ? getPreviousPath() : getPath());
    }

    /** {@return what stands there in words, as far as it is neither taken nor half taken} */
    String found() {
        if (took || converting) {
            return "the value";
        }
        try {
            return switch (super.peek()) {
                case BEGIN_ARRAY -> "an array";
                case BEGIN_OBJECT -> "an object";
                case STRING -> "a string";
                case NUMBER -> "a number";
                case BOOLEAN -> "a boolean";
                case NULL -> "null";
                case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT -> "what";
            };
        } catch (IOException | IllegalStateException notReadable) {
            return "the value";
        }
    }

    /** {@return what an adapter throws when it refuses a value} */
    JsonException refusal(String wanted) {
        return new JsonException("expected " + wanted + " at " + place(), null);
    }
}
