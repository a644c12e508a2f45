package io.jettio.conformance.subject;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a test again whose failure coincides with a pause of this machine. The contracts give a client 200 ms for its
 * pong; a test that was not scheduled for a good part of that has itself broken the protocol, and its failure says
 * nothing about the server. A failure without such a pause stands at once, and so does the last of the tries.
 */
public final class BusyMachine implements InvocationInterceptor {
    private static final int TRIES = 6;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(60);

    private static volatile long lastPause = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

    static {
        Thread meter = new Thread(BusyMachine::measure, "pause-meter");
        meter.setDaemon(true);
        meter.start();
    }

    /** Notices when a wake-up comes far later than asked for. */
    private static void measure() {
        for (long before = System.nanoTime(); ; before = System.nanoTime()) {
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            if (now - before > TICK + PAUSE) {
                lastPause = now;
            }
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method, context);
    }

    private static void run(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        for (int i = 1; ; i++) {
            long begun = System.nanoTime();
            try {
                if (i == 1) {
                    invocation.proceed();
                } else {
                    again(method);
                }
                return;
            } catch (AssertionError | RuntimeException failure) {
                if (i == TRIES || lastPause - begun < 0) {
                    throw failure;
                }
                context.publishReportEntry("tried again after a pause of the machine", failure.toString());
            }
        }
    }

    private static void again(ReflectiveInvocationContext<Method> method) throws Throwable {
        try {
            method.getExecutable()
                    .invoke(
                            method.getTarget().orElseThrow(),
                            method.getArguments().toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
