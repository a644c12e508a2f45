package io.jettio.testing;

import java.time.Duration;

/**
 * The way between one client and its servers, and what goes wrong there. A message is one of a WebSocket (text, binary),
 * or a request of long-polling, or the answer to one. What is said here holds from then on, for connections that there
 * are and those to come; every method may be called from any thread and returns at once.
 *
 * <p>Not for implementation by applications.
 */
public interface Wire {
    /**
     * Cuts every connection that there is: both ends of a WebSocket notice; of a request the client does, and the server
     * when it answers, as with Jetty.
     */
    void cut();

    /**
     * Cuts every connection as soon as a server has had so many more messages of this client.
     *
     * @param messages how many, at least 1
     * @throws IllegalArgumentException if it is less
     */
    void cutAfterSent(int messages);

    /**
     * Cuts every connection as soon as this client has had so many more messages.
     *
     * @param messages how many, at least 1
     * @throws IllegalArgumentException if it is less
     */
    void cutAfterReceived(int messages);

    /**
     * Has every message from now on take a while, either way, in the kit's time.
     *
     * @param time how long; zero for none, which is the default
     * @throws IllegalArgumentException if it is negative
     */
    void delay(Duration time);

    /** Has the next WebSocket message of this client arrive twice. */
    void duplicateNextSent();

    /** Has the next WebSocket message for this client arrive twice. */
    void duplicateNextReceived();

    /**
     * Has everything vanish that is sent either way, without either end's being told, until {@link #restore()}; the
     * connections that there were are lost for good.
     */
    void halfOpen();

    /** Has new connections be refused, as by a host where nobody listens, until {@link #restore()}. */
    void refuse();

    /** Ends {@link #halfOpen}, {@link #refuse}, {@link #delay} and {@link #stopReading}. */
    void restore();

    /** Has this client take nothing more off its connections, until {@link #readOn()}: the server's queue grows. */
    void stopReading();

    /** Has this client read again. */
    void readOn();

    /**
     * {@return how many messages of this client have arrived}
     */
    int sent();

    /**
     * {@return how many messages have arrived at this client}
     */
    int received();

    /**
     * {@return how many connections there are: WebSockets, and requests that wait for their answer}
     */
    int connections();
}
