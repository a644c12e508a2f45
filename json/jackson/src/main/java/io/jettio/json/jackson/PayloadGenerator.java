package io.jettio.json.jackson;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's generator with the attachments of a payload: binary becomes one, whichever serializer hands it over. It
 * refuses what has no JSON form even where the mapper would let it pass.
 */
final class PayloadGenerator extends JsonGeneratorDelegate {
    /** Deep enough for any data; a cycle ends here and not with the stack. */
    private static final int MAX_NESTING = 500;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final JsonFactory STRICT = new JsonFactory();

    private final JsonOutput out;

    PayloadGenerator(JsonGenerator generator, JsonOutput out) {
        super(generator, false);
        this.out = out;
    }

    /** Refuses a serializer that wrote nothing, or half of a value. */
    void requireComplete() {
        if (!getOutputContext().inRoot() || getOutputContext().getEntryCount() != 1) {
            throw new JsonException("a serializer wrote no value, or half of one, or several", null);
        }
    }

    private JsonException refusal(String what) {
        return new JsonException("cannot write " + what + " at " + Failures.pathOfNext(getOutputContext()), null);
    }

    // ---------------------------------------------------------------- binary

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        int number = out.attach(ByteBuffer.wrap(data, offset, length));
        writeStartObject();
        writeBooleanField("_placeholder", true);
        writeNumberField("num", number);
        writeEndObject();
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writeBinary(variant, bytes, 0, bytes.length);
        return bytes.length;
    }

    @Override
    public void writeEmbeddedObject(@Nullable Object object) throws IOException {
        if (object instanceof byte[] bytes) {
            writeBinary(bytes);
        } else {
            super.writeEmbeddedObject(object);
        }
    }

    // ---------------------------------------------------------------- numbers

    @Override
    public void writeNumber(double value) throws IOException {
        requireFinite(Double.isFinite(value));
        super.writeNumber(value);
    }

    @Override
    public void writeNumber(float value) throws IOException {
        requireFinite(Float.isFinite(value));
        super.writeNumber(value);
    }

    private void requireFinite(boolean finite) {
        if (!finite) {
            throw refusal("NaN or an infinity");
        }
    }

    @Override
    public void writeNumber(String text) throws IOException {
        if (!NUMBER.matcher(text).matches()) {
            throw refusal("a number whose text is none");
        }
        super.writeNumber(text);
    }

    @Override
    public void writeNumber(char[] text, int offset, int length) throws IOException {
        writeNumber(new String(text, offset, length));
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    // ---------------------------------------------------------------- depth

    private void requireDepth() {
        if (getOutputContext().getNestingDepth() == MAX_NESTING) {
            throw refusal("nesting deeper than " + MAX_NESTING + ", or a cycle,");
        }
    }

    @Override
    public void writeStartArray() throws IOException {
        requireDepth();
        super.writeStartArray();
    }

    @Override
    public void writeStartArray(@Nullable Object forValue) throws IOException {
        requireDepth();
        super.writeStartArray(forValue);
    }

    @Override
    public void writeStartArray(@Nullable Object forValue, int size) throws IOException {
        requireDepth();
        super.writeStartArray(forValue, size);
    }

    @Override
    public void writeStartObject() throws IOException {
        requireDepth();
        super.writeStartObject();
    }

    @Override
    public void writeStartObject(@Nullable Object forValue) throws IOException {
        requireDepth();
        super.writeStartObject(forValue);
    }

    @Override
    public void writeStartObject(@Nullable Object forValue, int size) throws IOException {
        requireDepth();
        super.writeStartObject(forValue, size);
    }

    // ---------------------------------------------------------------- JSON that the application already has as text

    @Override
    public void writeRawValue(String json) throws IOException {
        if (!isValue(json)) {
            throw refusal("raw JSON that is none");
        }
        super.writeRawValue(json);
    }

    private static boolean isValue(String json) throws IOException {
        try (JsonParser parser = STRICT.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            if (first == JsonToken.VALUE_STRING) {
                parser.finishToken();
            }
            return parser.nextToken() == null;
        } catch (JsonProcessingException refused) {
            return false;
        }
    }
}
