package io.jettio.server.hooks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Which thread something runs on. */
final class Threads {
    private Threads() {}

    /** Whether the calling thread is one for application code, and so none of Jetty's. */
    static boolean forHandlers() {
        Thread thread = Thread.currentThread();
        return Runtime.version().feature() < 21 ? thread.getName().startsWith("jettio-handler-") : isVirtual(thread);
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class))
                    .invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
