package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.DynamicNamespace;
import io.jettio.server.SocketIoServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Namespaces that are made when clients ask for them, and that are taken off. */
class DynamicNamespacesTest extends NodeInteropTest {
    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.11")
    void whatIsSetOnAPatternIsForEachOfItsNamespaces(Transports transports) {
        SocketIoServer io = listening();
        Inbox<String> made = new Inbox<>("new namespaces");
        io.onNewNamespace(namespace -> made.put(namespace.name()));
        DynamicNamespace rooms = io.of(Pattern.compile("/room-[0-9]+"));
        rooms.onConnection(
                socket -> socket.answer("where", payload -> socket.namespace().name()));
        PeerSocket one = client(io.port(), "/room-1", transports).connect();
        PeerSocket two = client(io.port(), "/room-2", transports).sharing(one).connect();

        assertThat(one.ask("where")).containsExactly("/room-1");
        assertThat(two.ask("where")).containsExactly("/room-2");
        assertThat(made.take(2)).containsExactly("/room-1", "/room-2");
        rooms.emit("all", "of you");
        assertThat(one.await("all").argument()).isEqualTo("of you");
        assertThat(two.await("all").argument()).isEqualTo("of you");
        PeerSocket none = client(io.port(), "/room-x", transports).begin();
        assertThat(none.awaitConnectError().message()).isEqualTo("Invalid namespace");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.11")
    void anAsynchronousPredicateJudgesTheAuth(Transports transports) {
        SocketIoServer io = listening();
        io.ofMatchingAsync((name, handshake) -> {
            Map<?, ?> auth = handshake.auth(Map.class);
            return CompletableFuture.supplyAsync(() -> auth != null && name.equals("/tenant/" + auth.get("tenant")));
        });
        client(io.port(), "/tenant/a", transports)
                .option("auth", Map.of("tenant", "a"))
                .connect();
        PeerSocket stranger = client(io.port(), "/tenant/a", transports)
                .option("auth", Map.of("tenant", "b"))
                .begin();
        assertThat(stranger.awaitConnectError().message()).isEqualTo("Invalid namespace");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.10")
    void aClosedNamespaceDisconnectsItsClientsAndLetsNobodyIn(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.answer("alive", payload -> true));
        PeerSocket main = client(io, transports).connect();
        io.of("/news");
        PeerSocket news = client(io.port(), "/news", transports).sharing(main).connect();
        io.of("/news").close();
        assertThat(news.awaitDisconnect()).isEqualTo("io server disconnect");
        PeerSocket late = client(io.port(), "/news", transports).begin();
        assertThat(late.awaitConnectError().message()).isEqualTo("Invalid namespace");
        assertThat(main.ask("alive")).containsExactly(true);
    }
}
