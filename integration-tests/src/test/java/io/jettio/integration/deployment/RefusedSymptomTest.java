package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.jettio.integration.Transports;
import io.jettio.integration.browser.Chromium;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The symptoms of those who do not connect, or not as they should. */
class RefusedSymptomTest extends PageTest {
    private static final String SERVER_NAME = "server_tokens off;";

    @Test
    @Shows("Session ID unknown")
    void sessionThatAnotherServerOpenedIsUnknown() throws Exception {
        SocketIoServer first = listening();
        SocketIoServer second = listening();
        Deployment taking = proxy(SERVER_NAME, SERVER_NAME, first, second);
        try (Symptom symptom = Symptom.of("Session ID unknown")) {
            // The raw peer first: nginx takes turns, and the client's last POST comes after it has told its disconnect.
            RawPeer peer = raw(taking);
            String sid = peer.get(RawPeer.POLLING).answer().sid();
            symptom.answer(peer.get(RawPeer.POLLING + "&sid=" + sid).answer());

            symptom.disconnect(client(taking, Transports.POLLING).begin().awaitDisconnect());
        }
    }

    @Test
    @Shows("Blocked by CORS")
    void pageOfAnotherOriginIsRefused() throws Exception {
        Deployment server = start(create(options -> {}));
        String origin = "https://elsewhere.example";
        try (Symptom symptom = Symptom.of("Blocked by CORS")) {
            symptom.connectError(client(server, Transports.POLLING)
                    .option("extraHeaders", Map.of("Origin", origin))
                    .begin()
                    .awaitConnectError()
                    .message());
            symptom.connectError(client(server, Transports.WEBSOCKET)
                    .option("extraHeaders", Map.of("Origin", origin))
                    .begin()
                    .awaitConnectError()
                    .message());
            symptom.answer(raw(server).get(RawPeer.POLLING, "Origin: " + origin).answer());
            symptom.saw("browser " + consoleOfAForeignPage(server));
        }
    }

    /** What the console of a browser says first of a page that another server has and that connects to this one. */
    private String consoleOfAForeignPage(Deployment server) throws Exception {
        Deployment other = start(create(options -> {}));
        try (Chromium chromium = Chromium.start();
                Page page = chromium.browser().newPage()) {
            page.navigate(other.origin() + "/socket.io/");
            page.addScriptTag(new Page.AddScriptTagOptions()
                    .setPath(Path.of(
                            "src", "test", "node", "node_modules", "socket.io-client", "dist", "socket.io.js")));
            return page.waitForConsoleMessage(
                            new Page.WaitForConsoleMessageOptions()
                                    .setPredicate(line -> line.text().contains("CORS")),
                            () -> page.evaluate(
                                    "url => { io(url, { transports: ['polling'], reconnection: false }); }",
                                    server.origin()))
                    .text();
        }
    }

    @Test
    @Shows("Unsupported protocol version")
    void clientOfRelease2IsRefused() throws Exception {
        Deployment server = start(create(options -> {}));
        ProcessPeer old = ProcessPeer.node("socket.io-client-2");
        closedAfterwards(old::stop);
        try (Symptom symptom = Symptom.of("Unsupported protocol version")) {
            symptom.connectError(old.socket(server.origin())
                    .over(Transports.POLLING)
                    .option("reconnection", false)
                    .begin()
                    .awaitConnectError()
                    .message());
            symptom.answer(
                    raw(server).get("/socket.io/?EIO=3&transport=polling").answer());
        }
    }

    @Test
    @Shows("Stuck on polling")
    void proxyThatPassesNoUpgradeKeepsClientsOnPolling() throws Exception {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.answer("transport", payload -> socket.transport()));
        Deployment server = proxy("proxy_set_header Upgrade           $http_upgrade;", "", io);
        try (Symptom symptom = Symptom.of("Stuck on polling")) {
            PeerSocket client = client(server, Transports.UPGRADE).begin();
            client.awaitConnect();
            symptom.answer(raw(server).webSocket(RawPeer.WEBSOCKET).answer());
            symptom.saw("server transport " + client.ask("transport").get(0));
            symptom.connectError(client(server, Transports.WEBSOCKET)
                    .begin()
                    .awaitConnectError()
                    .message());
        }
    }

    @Test
    @Shows("Not found")
    void wrongPathIsNotFound() throws Exception {
        Deployment server = start(create(options -> {}));
        try (Symptom symptom = Symptom.of("Not found")) {
            symptom.connectError(client(server, Transports.POLLING)
                    .option("path", "/chat/socket.io")
                    .begin()
                    .awaitConnectError()
                    .message());
            RawPeer.Answer answer =
                    raw(server).get("/chat/socket.io/", "Connection: close").answer();
            symptom.saw("answer " + answer.status());
        }
    }

    @Test
    @Shows("Invalid namespace")
    void namespaceThatNobodyDeclaredIsRefused() throws Exception {
        SocketIoServer io = create(options -> {});
        io.of("/chat");
        Deployment server = start(io);
        try (Symptom symptom = Symptom.of("Invalid namespace")) {
            symptom.connectError(client(server, "/chats", Transports.WEBSOCKET)
                    .begin()
                    .awaitConnectError()
                    .message());
        }
    }

    @Test
    @Shows("Internal server error")
    void middlewareThatFailsRefusesAndTellsTheClientNothing() throws Exception {
        log().expect("failed; the connection is refused");
        SocketIoServer io = create(options -> {});
        io.use(connect -> {
            throw new IllegalStateException("the database is away");
        });
        Deployment server = start(io);
        try (Symptom symptom = Symptom.of("Internal server error")) {
            symptom.connectError(client(server, Transports.WEBSOCKET)
                    .begin()
                    .awaitConnectError()
                    .message());
        }
    }

    @Test
    @Shows("Too many requests")
    void addressWithTooManyConnectionsIsToldToWait() throws Exception {
        Deployment server = start(create(options -> options.perAddress(1, 0)));
        RawPeer first = raw(server);
        assertThat(first.webSocket(RawPeer.WEBSOCKET).answer().status()).isEqualTo(101);
        try (Symptom symptom = Symptom.of("Too many requests")) {
            symptom.answer(raw(server).get(RawPeer.POLLING).answer());
            client(server, Transports.WEBSOCKET).connect();
            symptom.connectError(client(server, Transports.POLLING)
                    .begin()
                    .awaitConnectError()
                    .message());
        }
    }

    @Test
    @Shows("Service unavailable")
    void serverThatDrainsTakesNobodyIn() throws Exception {
        SocketIoServer io = create(options -> {});
        Deployment server = start(io);
        client(server, Transports.WEBSOCKET).connect();
        CompletableFuture<Integer> drained = io.drain();
        try (Symptom symptom = Symptom.of("Service unavailable")) {
            symptom.answer(raw(server).get(RawPeer.POLLING).answer());
            symptom.connectError(client(server, Transports.POLLING)
                    .begin()
                    .awaitConnectError()
                    .message());
            assertThat(drained).isNotDone();
        }
    }
}
