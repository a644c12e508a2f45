package io.jettio.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.testing.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server of somebody else's, in one test after the other. */
class BorrowedServerTest {
    private static final SocketIoServer BEAN = SocketIoServer.create();

    @RegisterExtension
    static final SocketIoTestExtension EXTENSION = SocketIoTestExtension.borrowing(() -> BEAN);

    @RepeatedTest(2)
    void isLeftAsItWas(TestClient client) {
        assertThat(client.socket().connected()).isTrue();
        assertThat(BEAN.connections()).isEqualTo(1);
    }

    @AfterAll
    static void everybodyIsGone() {
        assertThat(BEAN.connections()).isZero();
        BEAN.close();
    }
}
