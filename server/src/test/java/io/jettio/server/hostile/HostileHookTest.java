package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineCookie;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.RequestRefused;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.Eventually;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that aim at the application's hooks, at the cookie and at the initial packet. */
class HostileHookTest {
    private static final BlockingQueue<CompletableFuture<Boolean>> PENDING = new LinkedBlockingQueue<>();

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.mounted(options -> options.cookie(EngineCookie.named("io"))
            .jsonp(true)
            .initialHeaders((headers, request) -> headers.set("X-Agent", first(request, "user-agent")))
            .headers((headers, request) -> headers.set("X-Path", request.url()))
            .allowRequestAsync(HostileHookTest::judge));

    private static String first(EngineRequest request, String name) {
        return request.headers().getOrDefault(name, List.of("none")).get(0);
    }

    private static CompletionStage<Boolean> judge(EngineRequest request) {
        if (request.query().containsKey("later")) {
            CompletableFuture<Boolean> pending = new CompletableFuture<>();
            PENDING.add(pending);
            return pending;
        }
        if (request.query().containsKey("refuse")) {
            return CompletableFuture.failedFuture(
                    new RequestRefused(request.query().get("refuse").get(0)));
        }
        return CompletableFuture.completedFuture(true);
    }

    private static CompletableFuture<Boolean> pending() throws InterruptedException {
        CompletableFuture<Boolean> pending = PENDING.poll(20, TimeUnit.SECONDS);
        assertThat(pending).isNotNull();
        return pending;
    }

    @Test
    void whoLeavesWhileBeingJudgedLeavesTheServerWhole() throws Exception {
        for (String target : List.of(WitnessedEngine.POLLING, WitnessedEngine.WEBSOCKET)) {
            RawPeer hostile = SERVER.peer();
            if (target.equals(WitnessedEngine.POLLING)) {
                hostile.request("GET", target + "&later");
            } else {
                hostile.webSocket(target + "&later");
            }
            CompletableFuture<Boolean> judgement = pending();
            hostile.close();
            judgement.complete(true);
            SERVER.witness().echoes();
        }
    }

    @Test
    void whoDoesNotWaitForTheJudgementWaitsAllTheSame() throws Exception {
        RawPeer hostile = SERVER.peer();
        hostile.send(("GET " + WitnessedEngine.POLLING + "&later HTTP/1.1\nHost: localhost\n\n").repeat(3));
        CompletableFuture<Boolean> first = pending();
        SERVER.witness().echoes();
        assertThat(PENDING).as("a connection has one request at a time").isEmpty();
        assertThat(hostile.hasAnswer()).isFalse();
        first.complete(false);
        assertThat(hostile.answer().status()).isEqualTo(403);
        pending().complete(false);
        assertThat(hostile.answer().status()).isEqualTo(403);
        pending().complete(false);
        assertThat(hostile.answer().status()).isEqualTo(403);
    }

    @Test
    void framesBeforeTheJudgementAreNotHandledBeforeIt() throws Exception {
        int before = SERVER.engine().connections();
        RawPeer hostile = SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET + "&later");
        hostile.sendText("4hello").sendText("4hello");
        CompletableFuture<Boolean> judgement = pending();
        SERVER.witness().echoes();
        assertThat(SERVER.engine().connections()).isLessThanOrEqualTo(before);
        judgement.complete(false);
        assertThat(hostile.answer().status()).isEqualTo(403);
    }

    @Test
    void judgementsThatNeverComeHoldNobodyElseUp() throws Exception {
        for (int i = 0; i < 300; i++) {
            SERVER.peer().request("GET", WitnessedEngine.POLLING + "&later");
        }
        for (int i = 0; i < 300; i++) {
            assertThat(pending()).isNotDone();
        }
        assertThat(SERVER.get(WitnessedEngine.POLLING).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%22%7D", "%5C%22", "%0a%0d%00", "%E2%80%A8", "%F0%9F%98%80", "</script>"})
    void refusalIsJsonWhateverItSays(String message) {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&refuse=" + message);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).startsWith("{\"code\":4,\"message\":\"").endsWith("\"}");
        assertThat(answer.body().chars()).noneMatch(c -> c < ' ');
        String message1 = answer.body()
                .substring("{\"code\":4,\"message\":\"".length(), answer.body().length() - 2);
        assertThat(message1.replaceAll("\\\\.", "")).doesNotContain("\"", "\\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: io=%s",
                "Cookie: io=%s; io=%s",
                "Cookie: ;;;===",
                "Cookie: $Version=1; io=\"%s\"; $Path=/",
                "Cookie: io=%%0d%%0aSet-Cookie: x=y",
                "io: %s",
                "sid: %s",
                "X-Engine-Sid: %s"
            })
    void idOfASessionIsTakenFromNoHeader(String header) {
        String victim = SERVER.opened().id();
        Answer answer = SERVER.get(WitnessedEngine.POLLING, header.replace("%s", victim));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.sid()).isNotEqualTo(victim);
        assertThat(answer.header("Set-Cookie")).isEqualTo("io=" + answer.sid() + "; Path=/; HttpOnly; SameSite=Lax");
        assertThat(SERVER.post(WitnessedEngine.POLLING + "&sid=" + victim, "4still mine")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cookiesOfSevenThousandBytesPass() {
        assertThat(SERVER.get(WitnessedEngine.POLLING, "Cookie: " + "x=y; ".repeat(1_400))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "a\tb", "\u00e9\u00ff", "${jndi:ldap://x}", "<script>", "\"; x=y", ", ,"})
    void headerThatAHookRepeatsStaysInItsLine(String agent) {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&x=%0d%0aX-Injected:1", "User-Agent: " + agent);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.all("X-Agent")).hasSizeLessThanOrEqualTo(1);
        assertThat(answer.all("X-Injected")).isEmpty();
        assertThat(answer.header("X-Path")).endsWith("&x=%0d%0aX-Injected:1");
    }

    @Test
    void sessionsOfWhoLeftAtOnceAreNoneForLong() {
        int before = SERVER.engine().connections();
        for (int i = 0; i < 50; i++) {
            SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET).close();
        }
        // Of those before somebody may go meanwhile.
        Eventually.eventually(() -> assertThat(SERVER.engine().connections()).isLessThanOrEqualTo(before));
    }
}
