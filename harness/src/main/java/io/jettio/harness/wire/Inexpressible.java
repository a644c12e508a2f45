package io.jettio.harness.wire;

/** What a case wants to say cannot be said in the form of packets that the server was told to speak. */
public final class Inexpressible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param why what cannot be said
     */
    public Inexpressible(String why) {
        super(why);
    }
}
