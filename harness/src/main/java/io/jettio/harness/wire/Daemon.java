package io.jettio.harness.wire;

/** Threads that do not keep this process from its end. */
public final class Daemon {
    private Daemon() {}

    /** {@return a thread that has not started} */
    public static Thread of(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on a thread of its own. */
    public static void start(String name, Runnable task) {
        of(name, task).start();
    }
}
