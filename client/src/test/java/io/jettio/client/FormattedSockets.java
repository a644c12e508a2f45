package io.jettio.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A reference server for each of its parsers, and sockets to it. */
@ParameterizedClass
@EnumSource
abstract class FormattedSockets {
    static NodePeer peer;

    /** What is closed behind the test. */
    final List<AutoCloseable> open = new ArrayList<>();

    @Parameter
    Format format;

    @BeforeParameterizedClassInvocation
    static void startPeer(Format format) {
        peer = NodePeer.start(0, format.serverOptions());
    }

    @AfterParameterizedClassInvocation
    static void stopPeer() {
        peer.close();
    }

    @AfterEach
    void closeClients() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
    }

    final Consumer<ManagerOptions.Builder> options(Way way) {
        return way.and(options -> options.parser(format.parser()));
    }

    final Consumer<ManagerOptions.Builder> and(Way way, Consumer<ManagerOptions.Builder> others) {
        return options(way).andThen(others);
    }

    final Socket socket(Way way, String namespace) {
        Socket socket = SocketIo.socket(peer.url(namespace), options(way));
        open.add(socket);
        return socket;
    }

    final Socket connect(Way way, String namespace) throws Exception {
        Socket socket = socket(way, namespace);
        connected(socket);
        return socket;
    }

    static void connected(Socket socket) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        socket.onConnect(() -> done.complete(true));
        socket.connect();
        Await.get(done);
    }
}
