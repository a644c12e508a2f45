package io.jettio.testing.junit;

import io.jettio.server.SocketIoServer;
import io.jettio.testing.SocketIoTestKit;
import io.jettio.testing.TestClient;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link SocketIoTestKit}, and connected clients as parameters.
 *
 * <pre>{@code
 * @RegisterExtension
 * final SocketIoTestExtension extension = SocketIoTestExtension.of(Chat::server);
 *
 * @Test
 * void everybodyIsTold(TestClient anna, @InNamespace("/admin") TestClient ben, SocketIoTestKit kit) { … }
 * }</pre>
 *
 * <p>Each parameter of type {@link TestClient} is a client of its own, with the default options, connected when the test
 * begins. Registered for each test (a field that is not static), or once for a class whose tests do not run in parallel.
 */
@SuppressWarnings("exports") // modules without JUnit must compile against the kit: it cannot be required transitively
public final class SocketIoTestExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace STORE =
            ExtensionContext.Namespace.create(SocketIoTestExtension.class);

    private final Supplier<? extends SocketIoServer> servers;
    private final boolean closes;

    private SocketIoTestExtension(Supplier<? extends SocketIoServer> servers, boolean closes) {
        this.servers = Objects.requireNonNull(servers, "servers");
        this.closes = closes;
    }

    /**
     * {@return an extension with a server for each test, which is closed after it}
     *
     * @param server makes the server, with its handlers
     */
    public static SocketIoTestExtension of(Supplier<? extends SocketIoServer> server) {
        return new SocketIoTestExtension(server, true);
    }

    /**
     * {@return an extension with a server of somebody else's, such as a bean, which is left as it was}
     *
     * @param server finds the server; called before each test
     */
    public static SocketIoTestExtension borrowing(Supplier<? extends SocketIoServer> server) {
        return new SocketIoTestExtension(server, false);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        SocketIoTestKit kit = SocketIoTestKit.of(servers.get());
        context.getStore(STORE).put(this, closes ? kit.closingServers() : kit);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SocketIoTestKit kit = context.getStore(STORE).remove(this, SocketIoTestKit.class);
        if (kit != null) {
            kit.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SocketIoTestKit.class || type == TestClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SocketIoTestKit kit = Objects.requireNonNull(
                context.getStore(STORE).get(this, SocketIoTestKit.class), "a kit, which only a test has");
        if (parameter.getParameter().getType() == SocketIoTestKit.class) {
            return kit;
        }
        return kit.connect(parameter
                .findAnnotation(InNamespace.class)
                .map(InNamespace::value)
                .orElse("/"));
    }
}
