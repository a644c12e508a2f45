package io.jettio.protocol.json;

import io.jettio.protocol.Frame;
import java.io.Reader;
import java.util.List;

/** One JSON value whose syntax has been checked, and the attachments of its packet. Confined to one call. */
public final class JsonInput {
    JsonInput(byte[] utf8, int from, int to, List<Frame.Binary> attachments) {
        throw new UnsupportedOperationException("to come");
    }

    public String json() {
        throw new UnsupportedOperationException("to come");
    }

    public Reader reader() {
        throw new UnsupportedOperationException("to come");
    }

    /** The attachment; throws JsonException if there is no such one. */
    public Frame.Binary attachment(int number) {
        throw new UnsupportedOperationException("to come");
    }
}
