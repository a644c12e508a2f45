package io.jettio.protocol.json;

import org.jspecify.annotations.Nullable;

/** Which exceptions may be kept as a cause. */
final class Failures {
    private Failures() {}

    /**
     * Finds what the application's own code threw, a record's constructor for one. What Gson, the JDK on its behalf, or
     * an adapter of ours threw is left out: its message can show the value that it did not like.
     *
     * @return the innermost cause, or null if it does not come from the application
     */
    static @Nullable Throwable ofApplication(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        for (StackTraceElement frame : root.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith("com.google.gson.") || name.startsWith(JsonCodec.class.getPackageName() + ".")
                        ? null
                        : root;
            }
        }
        return null;
    }
}
