package io.jettio.server.adapter.cluster;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jettio.common.time.Deadline;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.LocalSockets;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one node says of itself and believes of others, on a clock that the test moves. */
@Tag("feature:5.2")
class ClusterNodeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final Parser parser = new JsonParser(GsonJsonCodec.shared());
    private final ScriptedTransport transport = new ScriptedTransport();
    private final LocalSockets sockets = sockets();
    private final List<String> deliveredOn = new CopyOnWriteArrayList<>();
    private final ClusterAdapterFactory factory = new ClusterAdapterFactory(transport);
    private final ClusterAdapter adapter = (ClusterAdapter) factory.create(sockets);

    private LocalSockets sockets() {
        LocalSockets mocked = mock(LocalSockets.class);
        when(mocked.namespace()).thenReturn("/");
        when(mocked.parser()).thenReturn(parser);
        when(mocked.nanoTime()).thenAnswer(call -> time.queue().now());
        when(mocked.schedule(any(), any())).thenAnswer(call -> {
            Deadline deadline = time.queue()
                    .schedule(time.queue().now() + call.<Duration>getArgument(0).toNanos(), call.getArgument(1));
            Cancellable cancel = () -> time.queue().cancel(deadline);
            return cancel;
        });
        doCallRealMethod().when(mocked).together(any());
        when(mocked.serverSideEvent(any(), any())).thenAnswer(call -> {
            deliveredOn.add(Thread.currentThread().getName());
            return true;
        });
        return mocked;
    }

    @AfterEach
    void close() {
        factory.close();
    }

    private void open() throws Exception {
        CompletableFuture<Void> ready = adapter.init().toCompletableFuture();
        transport.started.complete(null);
        ready.get(20, SECONDS);
        time.advance(Duration.ofMillis(500));
    }

    private void heard(String uid) {
        transport.listener.onMessage(new ClusterMessage.Heartbeat(uid, "/"), null);
    }

    /** Waits until the node's lane has done what it was given before. */
    private void laneCameHere() {
        int before = deliveredOn.size();
        transport.listener.onMessage(
                new ClusterMessage.ServerSideEmit(ClusterMessage.EMITTER, "/", packet("here"), null), null);
        eventually(() -> assertThat(deliveredOn).hasSize(before + 1));
    }

    private int servers() throws Exception {
        return adapter.serverCount().toCompletableFuture().get(20, SECONDS);
    }

    private CompletableFuture<ClusterResult<SocketDetails>> fetch(Duration timeout) {
        return adapter.fetchSockets(BroadcastOptions.ALL, timeout).toCompletableFuture();
    }

    private EventPacket packet(String event) {
        return new EventPacket("/", Packet.NO_ID, event, parser.payload(List.of()));
    }

    @Test
    void aNodeGreetsAndSaysThatItIsThereAfterSilence() throws Exception {
        open();
        assertThat(transport.types()).containsExactly(1);
        time.advance(Duration.ofMillis(4_400));
        assertThat(transport.types()).containsExactly(1);
        time.advance(Duration.ofSeconds(2));
        assertThat(transport.types()).containsExactly(1, 2);
    }

    @Test
    void whateverIsPublishedIsASignOfLife() throws Exception {
        open();
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(2));
            adapter.broadcast(packet("e"), BroadcastOptions.ALL)
                    .toCompletableFuture()
                    .join();
        }
        assertThat(transport.types()).hasSize(11).doesNotContain(2);
    }

    @Test
    void aNewNodeIsGreetedAtOnce() throws Exception {
        open();
        transport.listener.onMessage(new ClusterMessage.InitialHeartbeat("b", "/"), null);
        eventually(() -> assertThat(transport.types()).containsExactly(1, 2));
        assertThat(servers()).isEqualTo(2);
    }

    @Test
    @Tag("feature:5.16")
    void whoIsSilentForTenSecondsIsGoneAndWhoSpeaksStays() throws Exception {
        open();
        heard("b");
        heard("c");
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofSeconds(4));
            heard("c");
        }
        assertThat(servers()).isEqualTo(2);
        assertThat(adapter.node().peers()).containsExactly("c");
    }

    @Test
    void whoSaidGoodbyeIsNotBroughtBackByWhatItSaidBefore() throws Exception {
        open();
        heard("b");
        transport.listener.onMessage(new ClusterMessage.AdapterClose("b", "/"), null);
        eventually(() -> assertThat(servers()).isEqualTo(1));
        heard("b");
        assertThat(servers()).isEqualTo(1);
    }

    @Test
    void whatIsAskedAtOnceWaitsUntilItIsKnownWhoThereIs() throws Exception {
        adapter.init();
        transport.started.complete(null);
        CompletableFuture<ClusterResult<SocketDetails>> found = fetch(Duration.ofSeconds(5));
        String id = transport.last(ClusterMessage.FetchSockets.class).requestId();
        time.advance(Duration.ofMillis(400));
        heard("b");
        time.advance(Duration.ofMillis(200));
        transport.listener.onMessage(new ClusterMessage.FetchSocketsResponse("b", "/", id, List.of()), null);
        ClusterResult<SocketDetails> result = found.get(20, SECONDS);
        assertThat(result.complete()).isTrue();
        assertThat(result.expectedNodes()).isEqualTo(2);
    }

    @Test
    void whatIsAskedBeforeTheBrokerIsThereIsAskedThen() throws Exception {
        adapter.init();
        CompletableFuture<ClusterResult<SocketDetails>> found = fetch(Duration.ofSeconds(5));
        assertThat(transport.published).isEmpty();
        transport.started.complete(null);
        eventually(() -> assertThat(transport.types()).containsExactly(1, 7));
        time.advance(Duration.ofMillis(600));
        assertThat(found.get(20, SECONDS).complete()).isTrue();
    }

    @Test
    void aBrokerThatCountsIsBelievedAndNobodyBeats() throws Exception {
        transport.count = 3;
        open();
        time.advance(Duration.ofSeconds(20));
        assertThat(transport.published).isEmpty();
        assertThat(servers()).isEqualTo(3);
        CompletableFuture<ClusterResult<SocketDetails>> found = fetch(Duration.ofSeconds(5));
        String id = transport.last(ClusterMessage.FetchSockets.class).requestId();
        for (String uid : List.of("b", "b", "c")) {
            assertThat(found).isNotDone();
            transport.listener.onMessage(new ClusterMessage.FetchSocketsResponse(uid, "/", id, List.of()), null);
        }
        ClusterResult<SocketDetails> result = found.get(20, SECONDS);
        assertThat(result.complete()).isTrue();
        assertThat(result.expectedNodes()).isEqualTo(3);
    }

    @Test
    void nothingIsKeptOfARequestThatEnded() throws Exception {
        open();
        heard("b");
        CompletableFuture<ClusterResult<SocketDetails>> found = fetch(Duration.ofSeconds(1));
        assertThat(adapter.node().requests().size()).isEqualTo(1);
        laneCameHere(); // the request knows whom it asks
        time.advance(Duration.ofSeconds(1));
        ClusterResult<SocketDetails> result = found.get(20, SECONDS);
        assertThat(result.missingNodes()).containsExactly("b");
        assertThat(adapter.node().requests().size()).isZero();
    }

    @Test
    void madeUpNodesAreForgottenBeyondABound() throws Exception {
        open();
        for (int i = 0; i < 10_001; i++) {
            heard("made up " + i);
        }
        assertThat(servers()).isEqualTo(10_001);
        assertThat(factory.counts().ignored()).isEqualTo(1);
    }

    @Test
    void typesThatAreNotKnownAndStrangersAnswersAreIgnored() throws Exception {
        open();
        transport.listener.onMessage(new ClusterMessage.Unknown("b", "/", 14), null);
        transport.listener.onMessage(new ClusterMessage.Unknown("b", "/", 4711), null);
        transport.listener.onMessage(new ClusterMessage.Heartbeat("b", "/nowhere"), null);
        transport.listener.onMessage(new ClusterMessage.NotHeard("b", "/", "nobody asked"), null);
        eventually(() -> assertThat(factory.counts().ignored()).isEqualTo(4));
        assertThat(servers()).as("it was heard of, though").isEqualTo(2);
    }

    @Test
    void whatComesBackToWhoSaidItIsNothing() throws Exception {
        open();
        transport.listener.onMessage(
                new ClusterMessage.ServerSideEmit(adapter.node().uid(), "/", packet("own"), null), null);
        transport.listener.onMessage(new ClusterMessage.ServerSideEmit("b", "/", packet("other"), null), null);
        eventually(() -> assertThat(deliveredOn).hasSize(1));
        assertThat(factory.counts().received()).isEqualTo(1);
    }

    @Test
    void whoOnlyEmitsIsHeardAndIsNoNode() throws Exception {
        open();
        transport.listener.onMessage(
                new ClusterMessage.ServerSideEmit(ClusterMessage.EMITTER, "/", packet("e"), null), null);
        eventually(() -> assertThat(deliveredOn).hasSize(1));
        assertThat(servers()).isEqualTo(1);
    }

    @Test
    void nothingRunsOnTheTransportsThread() throws Exception {
        open();
        transport.listener.onMessage(new ClusterMessage.ServerSideEmit("b", "/", packet("e"), null), null);
        eventually(() -> assertThat(deliveredOn).singleElement().asString().startsWith("jettio-cluster-"));
    }

    @Test
    void theStateOfTheBrokerIsTold() throws Exception {
        log.expect("the connection to the other server nodes is lost");
        List<ClusterTransport.State> states = new CopyOnWriteArrayList<>();
        factory.onState(states::add);
        open();
        transport.listener.onState(ClusterTransport.State.LOST);
        assertThat(adapter.broadcast(packet("e"), BroadcastOptions.ALL)
                        .toCompletableFuture()
                        .join()
                        .queued())
                .isTrue();
        assertThat(factory.counts().queued()).isEqualTo(1);
        transport.listener.onState(ClusterTransport.State.RESUMED);
        assertThat(transport.types()).containsExactly(1, 3, 1);
        eventually(() -> assertThat(states)
                .containsExactly(
                        ClusterTransport.State.CONNECTED, ClusterTransport.State.LOST, ClusterTransport.State.RESUMED));
    }

    @Test
    void nobodyIsTakenForGoneWhileTheBrokerIsAway() throws Exception {
        log.expect("the connection to the other server nodes is lost");
        open();
        heard("b");
        transport.listener.onState(ClusterTransport.State.LOST);
        time.advance(Duration.ofMinutes(1));
        transport.listener.onState(ClusterTransport.State.RESUMED);
        time.advance(Duration.ofSeconds(9));
        assertThat(servers()).isEqualTo(2);
        time.advance(Duration.ofSeconds(2));
        assertThat(servers()).isEqualTo(1);
    }

    @Test
    void aNodeThatClosesSaysSoAndNothingMore() throws Exception {
        open();
        adapter.close().toCompletableFuture().get(20, SECONDS);
        assertThat(transport.types()).containsExactly(1, 13);
        assertThat(transport.openUids).isEmpty();
        time.advance(Duration.ofMinutes(1));
        var unused = adapter.broadcast(packet("late"), BroadcastOptions.ALL);
        assertThat(transport.types()).containsExactly(1, 13);
    }
}
