package io.jettio.client.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.protocol.DecodeLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does: an orderly end and a delayed attempt, or no harm; bounded memory, and no busy loop. */
@Timeout(120)
final class HostileServersTest {
    private static final Path PAGE = Path.of("..", "docs", "client.md");

    /** Half of the delay is the least that the random part leaves. */
    private static final int DELAY = 100;

    private static final int WATCHED = 500;

    /** What the client leaves because it has taken too long, and not for anything that comes. */
    private static final Set<Hostility> LEFT_IN_TIME =
            EnumSet.of(Hostility.SILENT, Hostility.DRIP, Hostility.SILENT_WEBSOCKET);

    /** What a case may allocate at once; a bomb has a thousand times as much. */
    private static final int LIMIT = 1 << 20;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private Socket connect(RawServer server, Hostility hostility) {
        return SocketIo.connect(
                server.url(),
                options -> options.transports(hostility.transports())
                        .reconnectionDelay(Duration.ofMillis(DELAY))
                        .reconnectionDelayMax(Duration.ofMillis(DELAY))
                        .connectTimeout(Duration.ofMillis(LEFT_IN_TIME.contains(hostility) ? 500 : 60_000))
                        .upgradeTimeout(Duration.ofMillis(300))
                        .closeTimeout(Duration.ofMillis(100))
                        .limits(DecodeLimits.builder().maxPayloadBytes(LIMIT).build()),
                socket -> {
                    socket.onConnect(() -> events.add("connect"));
                    socket.onConnectError(error -> events.add("connect_error"));
                    socket.onDisconnect(reason -> events.add("disconnect"));
                });
    }

    private void expect(String event) throws InterruptedException {
        assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.6")
    void endsInOrder(Hostility hostility) throws Exception {
        try (RawServer server = hostility.start();
                Socket socket = connect(server, hostility)) {
            switch (hostility.outcome) {
                case CONNECT_ERROR -> {
                    expect("connect_error");
                    expect("connect_error"); // the next attempt's
                }
                case RECONNECT -> {
                    expect("connect");
                    expect("disconnect");
                    expect("connect");
                }
                case STAYS -> expect("connect");
            }
            long cpuBefore = ourCpuNanos();
            int attemptsBefore = server.attempts.get();
            long watched = watch();
            long millis = TimeUnit.NANOSECONDS.toMillis(ourCpuNanos() - cpuBefore);
            assertThat(server.attempts.get() - attemptsBefore)
                    .as("attempts within %d ms", watched)
                    .isLessThanOrEqualTo((int) (watched / (DELAY / 2)) + 2);
            assertThat(millis).as("processor time within %d ms", watched).isLessThan(watched / 2);
            assertThat(socket.active()).isTrue();
            if (hostility.outcome == Hostility.Outcome.STAYS) {
                assertThat(server.attempts).hasValue(1);
                assertThat(events).isEmpty();
                assertThat(socket.connected()).isTrue();
            }
        }
    }

    /** What is watched for is time itself; how many milliseconds it was, which on a busy machine are more. */
    private static long watch() throws InterruptedException {
        long begun = System.nanoTime();
        assertThat(new CountDownLatch(1).await(WATCHED, TimeUnit.MILLISECONDS)).isFalse();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private static long ourCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("jettio-"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
    }

    @Test
    void floodIsNotReadWhileTheListenerIsBusy() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicLong written = new AtomicLong();
        String event = "42[\"flood\",\"" + "x".repeat(10_000) + "\"]";
        try (RawServer server = new RawServer(exchange -> {
                    exchange.acceptWebSocket();
                    exchange.text("0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                            + "\"maxPayload\":1000000}");
                    exchange.awaitMessage();
                    exchange.text("40{\"sid\":\"x\"}");
                    while (true) {
                        exchange.text(event);
                        written.addAndGet(event.length());
                    }
                });
                Socket socket = SocketIo.connect(
                        server.url(),
                        options -> options.transports(Hostility.MASKED.transports()),
                        made -> made.on("flood", String.class, text -> {
                            events.add("flood");
                            over.await();
                        }))) {
            expect("flood");
            // What the kernel's buffers and ours take, and nothing more, however long that takes.
            long before;
            do {
                before = written.get();
                watch();
                assertThat(written.get()).isLessThan(32 << 20);
            } while (written.get() != before);
            assertThat(socket.connected()).isTrue();
            over.countDown();
        }
    }

    @Test
    void pageHasTheTable() throws Exception {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("| the server | what comes of it |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows)
                .isEqualTo(Arrays.stream(Hostility.values())
                        .map(each -> "| " + each.title + " | " + each.outcome.text + " |")
                        .toList());
    }
}
