package io.jettio.protocol.json;

import io.jettio.protocol.Frame;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON value whose syntax has been checked, and the attachments of its packet. Confined to one call. */
public final class JsonInput {
    private final byte[] utf8;
    private final int from;
    private final int to;
    private final List<Frame.Binary> attachments;

    JsonInput(byte[] utf8, int from, int to, List<Frame.Binary> attachments) {
        this.utf8 = utf8;
        this.from = from;
        this.to = to;
        this.attachments = attachments;
    }

    /**
     * {@return the value as text, without white space around it}
     */
    public String json() {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * {@return a new reader of the value's text, for JSON libraries; it need not be closed}
     */
    public Reader reader() {
        return new Utf8Reader(utf8, from, to);
    }

    /**
     * {@return the bytes that a placeholder stands for}
     *
     * @param number the placeholder's {@code num}
     * @throws JsonException if the packet has no such attachment
     */
    public Frame.Binary attachment(int number) {
        Frame.Binary attachment = attachmentOrNull(number);
        if (attachment == null) {
            throw new JsonException("no attachment " + number + " among " + attachments.size(), null);
        }
        return attachment;
    }

    Frame.@Nullable Binary attachmentOrNull(int number) {
        return number >= 0 && number < attachments.size() ? attachments.get(number) : null;
    }

    /**
     * {@return whether the packet has attachments} Without any, an object that looks like a placeholder is an ordinary
     * object.
     */
    public boolean hasAttachments() {
        return !attachments.isEmpty();
    }

    byte[] array() {
        return utf8;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
