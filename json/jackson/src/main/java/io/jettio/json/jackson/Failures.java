package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, as the codec tells it: with the path and the type, never with the content that Jackson's own messages
 * show.
 */
final class Failures {
    private static final int MAX_LENGTH = 200;

    private Failures() {}

    static JsonException writing(Class<?> type, Throwable thrown) {
        JsonException own = own(thrown);
        if (own != null) {
            return own;
        }
        String reason = root(thrown).getClass().getSimpleName();
        return new JsonException(
                "cannot write " + type.getTypeName() + " at " + path(thrown) + ": " + reason, ofApplication(thrown));
    }

    static JsonException reading(Type type, Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            return new JsonException("expected " + refusal.wanted() + " at " + path(thrown), null);
        }
        JsonException own = own(thrown);
        if (own != null) {
            return own;
        }
        return new JsonException(
                "JSON does not fit " + type.getTypeName() + ": the value at " + path(thrown), ofApplication(thrown));
    }

    /** {@return an exception of ours that Jackson has wrapped} */
    private static @Nullable JsonException own(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonException own) {
                return own;
            }
        }
        return null;
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** {@return the innermost cause if the application's own code threw it: what the libraries say can show the value} */
    private static @Nullable Throwable ofApplication(Throwable thrown) {
        Throwable root = root(thrown);
        for (StackTraceElement frame : root.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                boolean libraries = name.startsWith("com.fasterxml.jackson.")
                        || name.startsWith(Failures.class.getPackageName() + ".")
                        || name.startsWith(JsonCodec.class.getPackageName() + ".");
                return libraries ? null : root;
            }
        }
        return null;
    }

    private static String path(Throwable thrown) {
        StringBuilder path = new StringBuilder("$");
        if (thrown instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (path.length() > MAX_LENGTH) {
                    break;
                }
                if (step.getFieldName() != null) {
                    path.append('.').append(step.getFieldName());
                } else {
                    path.append('[').append(step.getIndex()).append(']');
                }
            }
        }
        return shown(path);
    }

    /** {@return the path to the value that a generator is about to write} */
    static String pathOfNext(JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        prepend(path, context, context.getCurrentIndex() + (context.hasCurrentIndex() ? 1 : 0));
        for (JsonStreamContext outer = context.getParent(); outer != null; outer = outer.getParent()) {
            prepend(path, outer, outer.getCurrentIndex());
        }
        return shown(path.insert(0, '$'));
    }

    private static void prepend(StringBuilder path, JsonStreamContext context, int index) {
        if (context.inArray()) {
            path.insert(0, "[" + Math.max(0, index) + "]");
        } else if (context.inObject()) {
            path.insert(0, "." + context.getCurrentName());
        }
    }

    /** {@return the path, cut to a length, without control characters: names in it can come from a peer} */
    private static String shown(CharSequence path) {
        StringBuilder shown = new StringBuilder(Math.min(path.length(), MAX_LENGTH + 1));
        for (int i = 0; i < path.length(); i++) {
            if (i == MAX_LENGTH) {
                return shown.append('\u2026').toString();
            }
            char c = path.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.toString();
    }
}
