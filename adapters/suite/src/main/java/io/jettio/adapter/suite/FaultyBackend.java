package io.jettio.adapter.suite;

import java.util.List;

/** A cluster whose nodes and broker can be made to fail. Nodes have the numbers in which they were made, from 0. */
public interface FaultyBackend extends Backend {
    /**
     * Stops a node, as a process is stopped: it neither sends nor takes anything until it is resumed, and loses nothing.
     *
     * @param node its number
     */
    void pause(int node);

    /**
     * Lets a node go on.
     *
     * @param node its number
     */
    void resume(int node);

    /**
     * Ends a node without its saying so.
     *
     * @param node its number
     */
    void kill(int node);

    /** Disconnects all nodes from the broker. */
    void brokerDown();

    /** Connects them again. */
    void brokerUp();

    /**
     * Has bytes come to all nodes, as from a peer.
     *
     * @param bytes any
     */
    void inject(byte[] bytes);

    /**
     * {@return bytes that are no messages, though nearly, in the format of the cluster} The suite has some of its own that
     * are none in any.
     */
    List<byte[]> broken();

    /**
     * {@return how much came that was no message, and was dropped, at all nodes together}
     */
    long rejected();

    /**
     * {@return how many events wait at the most while the broker is away} A small number keeps the tests short.
     */
    int queueCapacity();
}
