package io.jettio.harness.check;

/**
 * What is checked: a server, or a client.
 *
 * @param <T> what the scripts of its cases may use
 */
public interface Checked<T extends Trial> {
    /** {@return what reports call it} */
    String name();

    /** {@return what is said of it where a run begins, and so many cases} */
    String introduced(int cases);

    /** Has it, and this process, do once what takes longer the first time. Goes on in any case. */
    void warmUp();

    /**
     * Begins a trial.
     *
     * @param seed decides whatever is random in it
     */
    T trial(long seed);

    /** {@return a new pulse, by which a failure is told from a machine that stood still} */
    Pulse pulse();

    /** {@return how often a case runs at the most, while this machine stands still} */
    int tries();
}
