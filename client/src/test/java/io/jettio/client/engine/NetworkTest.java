package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.NodePeer;
import io.jettio.client.jetty.JettyNetwork;
import io.jettio.protocol.Frame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads and HTTP clients: as few as possible, shared where wanted, gone after the end, never somebody else's. */
final class NetworkTest {
    private static NodePeer node;

    @BeforeAll
    static void start() {
        node = NodePeer.engine("{}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jettio-"))
                .forEach(thread -> {
                    assertThat(thread.isDaemon()).as(thread.getName()).isTrue();
                    names.add(thread.getName() + "#" + thread.getId());
                });
        return names;
    }

    private static void allGone(Set<String> before) {
        // An executor has ended when its last thread is about to: that one has a few instructions to go.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static void echo(EngineClient client) throws Exception {
        Recorder recorder = new Recorder();
        EngineSocket socket = client.open(URI.create(node.url("")), recorder);
        socket.send(Frame.text("hi"));
        assertThat(recorder.message()).isEqualTo("hi");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void sessionsOfOneClientNeedNoThreadEach(TransportType transport) throws Exception {
        Set<String> before = threads();
        try (EngineClient client = EngineClient.create(
                EngineOptions.builder().transports(transport).build())) {
            for (int i = 0; i < 100; i++) {
                echo(client);
            }
            // Reading and writing, its timer, the strand; and listeners' threads before JDK 21.
            assertThat(threads())
                    .filteredOn(name -> !before.contains(name) && !name.contains("handler"))
                    .hasSizeLessThanOrEqualTo(18);
        }
        allGone(before);
    }

    @Test
    void sharedNetworkCarriesManyClientsAndOutlivesThem() throws Exception {
        Set<String> before = threads();
        try (Network network = Network.create(o -> {})) {
            List<EngineClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                EngineClient client = EngineClient.create(EngineOptions.builder()
                        .transports(TransportType.WEBSOCKET)
                        .network(network)
                        .build());
                clients.add(client);
                echo(client);
            }
            assertThat(threads())
                    .filteredOn(name -> !before.contains(name) && !name.contains("handler"))
                    .allMatch(name -> name.startsWith("jettio-network") || name.startsWith("jettio-io"))
                    .hasSizeLessThanOrEqualTo(18);
            clients.forEach(EngineClient::close);
            EngineClient last =
                    EngineClient.create(EngineOptions.builder().network(network).build());
            echo(last);
            last.close();
        }
        allGone(before);
    }

    @Test
    @Tag("feature:4.22")
    void networkOfTheApplicationsHttpClientIsNeverStopped() throws Exception {
        HttpClient own = new HttpClient();
        own.start();
        try {
            for (TransportType transport : TransportType.values()) {
                try (Network network = JettyNetwork.of(own);
                        EngineClient client = EngineClient.create(EngineOptions.builder()
                                .transports(transport)
                                .network(network)
                                .build())) {
                    Recorder recorder = new Recorder();
                    EngineSocket socket = client.open(URI.create(node.url("")), recorder);
                    socket.send(Frame.text("x".repeat(10_000)));
                    assertThat(recorder.message()).hasSize(10_000);
                }
                assertThat(own.isRunning()).isTrue();
            }
        } finally {
            own.stop();
        }
    }

    @Test
    void httpClientThatIsNotStartedIsNamed() throws Exception {
        try (Network network = JettyNetwork.of(new HttpClient());
                EngineClient client = EngineClient.create(
                        EngineOptions.builder().network(network).build())) {
            Recorder recorder = new Recorder();
            client.open(URI.create(node.url("")), recorder);
            assertThat(recorder.failure().stage()).isEqualTo(EngineException.Stage.CLIENT);
        }
    }

    @Test
    void executorOfTheApplicationRunsReadingAndWritingAndIsNeverStopped() throws Exception {
        ExecutorService own = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "application");
            thread.setDaemon(true);
            return thread;
        });
        try {
            try (EngineClient client =
                    EngineClient.create(EngineOptions.builder().ioExecutor(own).build())) {
                echo(client);
                assertThat(threads()).noneMatch(name -> name.startsWith("jettio-io-") && !name.contains("timer"));
            }
            assertThat(own.isShutdown()).isFalse();
        } finally {
            own.shutdownNow();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(own::isTerminated);
        }
    }

    @Test
    void optionsOfTheNetworkCannotBeSetBesideASharedOne() {
        try (Network network = Network.create(o -> {})) {
            assertThatThrownBy(() -> EngineOptions.builder()
                            .network(network)
                            .proxy(ProxyOptions.http("127.0.0.1", 1))
                            .build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
