package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the JDK takes for an address is given to it: for anything else it would ask the network. */
class AddressLiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::1",
                "::ffff:1.2.3.4",
                "0000:0000:0000:0000:0000:ffff:255.255.255.255"
            })
    void addressIsALiteral(String text) {
        assertThat(Addresses.isLiteral(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.",
                "a",
                "a.b",
                ".:",
                ".a:b:c",
                ".::1",
                "g::1",
                "fe80::1%1",
                "[::1]"
            })
    void nameIsNone(String text) {
        assertThat(Addresses.isLiteral(text)).isFalse();
    }

    @Test
    void whatIsLongerThanAnyAddressIsNone() {
        assertThat(Addresses.isLiteral(":".repeat(46))).isFalse();
    }
}
