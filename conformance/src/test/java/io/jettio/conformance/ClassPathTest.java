package io.jettio.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a black-box test knows of its subject. */
class ClassPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.jettio.protocol.Frame",
                "io.jettio.server.SocketIoServer",
                "io.jettio.client.SocketIo",
                "io.socket.client.IO",
                "org.eclipse.jetty.server.Server"
            })
    void nothingOfTheServerUnderTestCanBeLoaded(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void nothingOfJettioButTheHarnessIsOnTheClassPath() {
        assertThat(System.getProperty("java.class.path").replace("jettio-harness-", ""))
                .doesNotContain("jettio-");
    }
}
