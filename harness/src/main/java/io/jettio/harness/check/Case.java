package io.jettio.harness.check;

/**
 * One rule, and the exchange that shows whether a peer keeps it.
 *
 * @param <T> what the exchange may use: that of a server, or of a client
 * @param id stable from release to release: {@code E4-HANDSHAKE-03}
 * @param section where the rule is from
 * @param rule what a peer does, in one sentence
 * @param script the exchange; returns when the rule was kept
 * @param last whether it is run alone after all others, because it may be the end of a weak peer
 */
public record Case<T extends Trial>(
        String id, Section section, Level level, Needs needs, String rule, Script<T> script, boolean last) {
    /** An exchange that fails with an {@link AssertionError}, or any other exception, where a rule is not kept. */
    @FunctionalInterface
    public interface Script<T extends Trial> {
        void run(T trial);
    }

    /** {@return the protocol that it is about, by its id} */
    public Suite suite() {
        return Suite.valueOf(id.substring(0, 2));
    }

    /** {@return what of the protocol it is about, by its id: {@code HANDSHAKE}} */
    public String topic() {
        return id.split("-", 3)[1];
    }
}
