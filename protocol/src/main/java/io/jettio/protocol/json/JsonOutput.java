package io.jettio.protocol.json;

import io.jettio.protocol.Frame;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;

/** Where a codec writes: growing UTF-8 bytes, and attachments. Confined to one call. */
public final class JsonOutput {
    public JsonOutput() {}

    public void writeNull() {}

    public void writeBoolean(boolean value) {}

    public void writeLong(long value) {}

    /** A JSON string, escaped. */
    public void writeString(String value) {}

    /** JSON text as it is. */
    public void writeRaw(String json) {}

    /** UTF-8 bytes as they are. */
    public void writeRaw(byte[] utf8, int offset, int length) {}

    /** For JSON libraries: characters as they are. */
    public Writer writer() {
        throw new UnsupportedOperationException("to come");
    }

    /** Copies the bytes, keeps them as the next attachment, returns its number; writes nothing. */
    public int attach(ByteBuffer bytes) {
        throw new UnsupportedOperationException("to come");
    }

    /** attach, and the placeholder object. */
    public void writeBinary(ByteBuffer bytes) {}

    public List<Frame.Binary> attachments() {
        throw new UnsupportedOperationException("to come");
    }

    public int size() {
        throw new UnsupportedOperationException("to come");
    }

    /** The text so far, taking the buffer over; the output cannot be used afterwards. */
    public Frame.Text toFrame() {
        throw new UnsupportedOperationException("to come");
    }
}
