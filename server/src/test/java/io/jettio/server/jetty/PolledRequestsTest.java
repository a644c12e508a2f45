package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.server.hooks.RawPeer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests on connections that poll: ours are read by the selecting thread, and the host's may block. */
@Timeout(120)
final class PolledRequestsTest {
    /** A request with it is blocked by what the host has around our handler. */
    private static final String BLOCKED = "X-Blocked";

    /** A connection that is one of ours by then. */
    private static final int MANY = 20;

    private PolledHost host = new PolledHost();

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    /** A request on one connection blocks something of the host's, and another connection, which one thread selects, goes on. */
    private void holdsUpNobody(String request) throws Exception {
        try (PolledPeer other = host.session(MANY);
                PolledPeer blocked = host.session(MANY)) {
            blocked.echo("before");
            blocked.send(request);
            assertThat(host.isBlocked()).isTrue();
            for (int i = 0; i < 5; i++) {
                other.echo("meanwhile " + i);
            }
            host.goOn();
            assertThat(blocked.answer().status()).isEqualTo(200);
            blocked.echo("behind");
        }
    }

    @Test
    void pageThatBlocksDoesNotHoldUpOtherConnections() throws Exception {
        host.start();

        holdsUpNobody(PolledPeer.getRequest("/blocks"));
    }

    @Test
    void norDoesADefaultHandlerThatBlocksWhereThereIsNoOther() throws Exception {
        host.jetty.setDefaultHandler(host.new Pages());
        host.start(new SocketIoHandler(host.io, null));

        holdsUpNobody(PolledPeer.getRequest("/blocks"));
    }

    @Test
    void norDoesARequestLogThatBlocks() throws Exception {
        host.jetty.setRequestLog((request, response) -> blockIfTold(request));
        host.start();

        holdsUpNobody(PolledPeer.getRequest(PolledHost.PATH, BLOCKED + ": x"));
    }

    @Test
    void norDoesACustomizerOfTheHostsOwnThatBlocks() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer((request, headers) -> {
            blockIfTold(request);
            return request;
        });
        host = new PolledHost(new HttpConnectionFactory(http)).start();

        holdsUpNobody(PolledPeer.getRequest(PolledHost.PATH, BLOCKED + ": x"));
    }

    private void blockIfTold(Request request) {
        if (request.getHeaders().contains(BLOCKED)) {
            host.block();
        }
    }

    @Test
    void pageThatIsNotThereIsTheDefaultHandlersMatter() throws Exception {
        host.jetty.setDefaultHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.setStatus(404);
                response.write(true, StandardCharsets.US_ASCII.encode("not one of ours"), callback);
                return true;
            }
        });
        host.start();
        try (PolledPeer peer = host.session(MANY)) {
            assertThat(peer.get("/none").body()).isEqualTo("not one of ours");
            peer.echo("behind");
        }
    }

    @Test
    void pageThatIsNotThereIsNotFoundWithoutADefaultHandler() throws Exception {
        host.start();
        try (PolledPeer peer = host.session(MANY)) {
            assertThat(peer.get("/none").status()).isEqualTo(404);
            peer.echo("behind");
        }
    }

    @Test
    void noPageIsFoundWhereThereIsNoNextHandler() throws Exception {
        host.start(new SocketIoHandler(host.io, null));
        try (PolledPeer peer = host.session(MANY)) {
            assertThat(peer.get("/page").status()).isEqualTo(404);
            peer.echo("behind");
        }
    }

    @Test
    void pageThatThrowsIsAnsweredWithAnError() throws Exception {
        host.start();
        try (PolledPeer peer = host.session(MANY)) {
            assertThat(peer.get("/throws").status()).isEqualTo(500);
            peer.echo("behind");
        }
    }

    /** The ninth request is the one behind which the connection is exchanged, with what follows it in the buffer. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9, MANY})
    void requestsInOnePacketAreAnsweredInOrder(int before) throws Exception {
        host.start();
        try (PolledPeer peer = host.session(before)) {
            peer.send(peer.postRequest(PolledPeer.event("first"))
                    + PolledPeer.getRequest("/second")
                    + peer.pollRequest()
                    + PolledPeer.getRequest("/fourth")
                    + peer.postRequest(PolledPeer.event("fifth")));
            assertThat(peer.answer().body()).isEqualTo("ok");
            assertThat(peer.answer().body()).isEqualTo("page /second");
            assertThat(peer.answer().body()).isEqualTo(PolledPeer.event("first"));
            assertThat(peer.answer().body()).isEqualTo("page /fourth");
            assertThat(peer.answer().body()).isEqualTo("ok");
            assertThat(peer.poll().body()).isEqualTo(PolledPeer.event("fifth"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, MANY})
    void requestThatComesInPiecesIsWhole(int before) throws Exception {
        host.start();
        try (PolledPeer peer = host.session(before)) {
            String second = peer.postRequest(PolledPeer.event("second"));
            peer.send(peer.postRequest(PolledPeer.event("first")) + second.substring(0, 20));
            assertThat(peer.answer().body()).isEqualTo("ok");
            peer.send(second.substring(20, second.length() - 3));
            peer.send(second.substring(second.length() - 3));
            assertThat(peer.answer().body()).isEqualTo("ok");
            assertThat(peer.poll().body()).startsWith(PolledPeer.event("first"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, MANY})
    void otherRequestsFollowAPollThatAnotherThreadAnswers(int before) throws Exception {
        host.start();
        try (PolledPeer peer = host.session(before)) {
            for (int i = 0; i < 20; i++) {
                long had = requests();
                peer.send(peer.pollRequest());
                await().untilAsserted(() -> assertThat(requests()).isNotEqualTo(had));
                host.io.emit("late", i);
                assertThat(peer.answer().body()).isEqualTo("42[\"late\"," + i + "]");
                assertThat(peer.get("/page").status()).isEqualTo(200);
            }
            peer.echo("behind");
        }
    }

    /** How many the only connection there is has had since it was exchanged. */
    private long requests() {
        return host.connector
                .getConnectedEndPoints()
                .iterator()
                .next()
                .getConnection()
                .getMessagesIn();
    }

    @Test
    void eventsStayInOrderThroughManyPollsAndPosts() throws Exception {
        host.start();
        List<String> sent = IntStream.range(0, 200)
                .mapToObj(i -> PolledPeer.event("echo " + i))
                .toList();
        try (PolledPeer polls = host.session(3);
                PolledPeer posts = new PolledPeer(new RawPeer(host.port())).of(polls)) {
            CompletableFuture<List<String>> came = CompletableFuture.supplyAsync(() -> {
                List<String> packets = new ArrayList<>();
                while (packets.size() < sent.size()) {
                    packets.addAll(List.of(polls.poll().body().split("\u001e")));
                }
                return packets;
            });
            for (String event : sent) {
                assertThat(posts.post(event).body()).isEqualTo("ok");
            }
            assertThat(came.get(20, TimeUnit.SECONDS)).isEqualTo(sent);
            for (int i = 0; i < 200; i++) {
                polls.echo("on one connection " + i);
            }
        }
    }
}
