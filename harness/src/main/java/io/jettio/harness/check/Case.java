package io.jettio.harness.check;

/**
 * One rule, and the exchange that shows whether a server keeps it.
 *
 * @param id stable from release to release: {@code E4-HANDSHAKE-03}
 * @param section where the rule is from
 * @param rule what a server does, in one sentence
 * @param script speaks with the server; returns when the rule was kept
 * @param last whether it is run alone after all others, because it may be the end of a weak server
 */
public record Case(String id, Section section, Level level, Needs needs, String rule, Script script, boolean last) {
    /** An exchange that fails with an {@link AssertionError}, or any other exception, where a rule is not kept. */
    @FunctionalInterface
    public interface Script {
        void run(Trial trial);
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
