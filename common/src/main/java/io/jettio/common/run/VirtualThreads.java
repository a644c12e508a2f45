package io.jettio.common.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Virtual threads where the running JDK has them; this code is compiled for one that has not. */
final class VirtualThreads {
    private static final @Nullable MethodHandle NEW_EXECUTOR = find();

    private VirtualThreads() {}

    /** A new executor with a virtual thread per task, or null before JDK 21. */
    static @Nullable ExecutorService executor() {
        if (NEW_EXECUTOR == null) {
            return null;
        }
        try {
            return (ExecutorService) NEW_EXECUTOR.invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual threads", e);
        }
    }

    private static @Nullable MethodHandle find() {
        if (Runtime.version().feature() < 21) {
            return null; // on 19 and 20 they were a preview
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JDK 21 and later have virtual threads", e);
        }
    }
}
