package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Registration;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handlers behind a proxy that shows an interface without annotations, as frameworks make them. */
@Tag("feature:3.50")
class ProxiedHandlersTest {
    private final SocketIoBench bench = new SocketIoBench();
    private final Object proxy = Proxy.newProxyInstance(
            Greeting.class.getClassLoader(),
            new Class<?>[] {Greeting.class},
            (self, method, arguments) -> "around " + method.invoke(new English(), arguments));

    interface Greeting {
        String greet(String name);
    }

    @InNamespace("/")
    static class English implements Greeting {
        @Override
        @OnEvent("greet")
        public String greet(String name) {
            return "hello " + name;
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void methodsOfTheClassBehindAreCalledThroughTheProxy() throws Exception {
        Registration registered = bench.io().register(proxy, English.class);
        FakeWebSocket peer = bench.join();
        peer.receive("421[\"greet\",\"Ada\"]");
        awaitSent(peer, "431[\"around hello Ada\"]");
        registered.remove();
    }

    @Test
    void dynamicNamespacesTakeThemUnlessTheirClassNamesOne() {
        assertThatThrownBy(() -> bench.io().of(Pattern.compile("/x")).register(proxy, English.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(English.class.getName() + " is for the namespace /");
    }

    @Test
    void withoutTheClassBehindItAProxyIsRefusedWithAHint() {
        assertThatThrownBy(() -> bench.io().register(proxy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("or name the class behind it");
        assertThat(bench.io().of("/").sockets()).isEmpty();
    }
}
