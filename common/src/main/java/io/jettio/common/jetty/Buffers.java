package io.jettio.common.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Takes buffers from Jetty's pool. The method has the same name and parameters in Jetty 12.0 and 12.1, but another return
 * type, so that a call compiled against the one does not link with the other. Thread-safe, as the pool.
 */
public final class Buffers {
    private static final MethodHandle ACQUIRE = acquire();

    private Buffers() {}

    private static MethodHandle acquire() {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(ByteBufferPool.class.getMethod("acquire", int.class, boolean.class))
                    .asType(MethodType.methodType(
                            RetainableByteBuffer.class, ByteBufferPool.class, int.class, boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes a direct buffer, empty and in flush mode, that has room for so many bytes at least. */
    public static RetainableByteBuffer acquire(ByteBufferPool pool, int size) {
        try {
            return (RetainableByteBuffer) ACQUIRE.invokeExact(pool, size, true);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("no buffer", e); // it declares none
        }
    }
}
