package io.jettio.client.internal;

import static io.jettio.client.internal.ManagerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.ConnectError;
import io.jettio.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where an attempt connects, and what it asks before. */
final class AttemptTest {
    private static List<ConnectError> errors(Socket socket) {
        List<ConnectError> errors = new ArrayList<>();
        socket.onConnectError(errors::add);
        return errors;
    }

    @Test
    @Tag("feature:4.7")
    void headersAndQueryAreAskedForEachAttempt() {
        AtomicInteger n = new AtomicInteger();
        AtomicInteger q = new AtomicInteger();
        ManagerFixture test = new ManagerFixture(o -> o.header("X-Fixed", "f")
                .header("X-Both", "fixed")
                .headers(() -> Map.of("x-both", "asked", "X-N", "h" + n.incrementAndGet()))
                .queryAsync(() -> CompletableFuture.completedFuture(Map.of("n n", "q&" + q.incrementAndGet()))));
        test.socket("/").connect();
        test.server.run();
        assertThat(test.server.uri().getRawQuery()).endsWith("&n+n=q%261");
        assertThat(test.server.headers())
                .containsEntry("X-Fixed", List.of("f"))
                .containsEntry("X-Both", List.of("asked"))
                .containsEntry("X-N", List.of("h1"));
        test.server.cut();
        test.server.advance(SECOND);
        assertThat(test.server.uri().getRawQuery()).endsWith("&n+n=q%262");
        assertThat(test.server.headers()).containsEntry("X-N", List.of("h2"));
    }

    @Test
    @Tag("feature:4.7")
    void suppliersRunWhereListenersDo() {
        ManagerFixture test = new ManagerFixture(o -> o.headers(() -> Map.of("X", "1")));
        test.holdHandlers = true;
        test.socket("/").connect();
        test.server.run();
        assertThat(test.server.connections()).isZero();
        test.handle();
        assertThat(test.server.connections()).isEqualTo(1);
    }

    @Test
    @Tag("feature:4.7")
    void supplierThatThrowsIsAFailureLikeAnyOther() {
        IllegalStateException broken = new IllegalStateException("no key");
        AtomicInteger asked = new AtomicInteger();
        ManagerFixture test = new ManagerFixture(o -> o.query(() -> {
            if (asked.incrementAndGet() == 1) {
                throw broken;
            }
            return Map.of();
        }));
        Socket socket = test.socket("/");
        List<ConnectError> errors = errors(socket);
        socket.connect();
        assertThat(test.told()).containsExactly("error SUPPLIER", "/ connect_error SUPPLIER");
        assertThat(errors.get(0).cause()).contains(broken);
        assertThat(errors.get(0).message()).endsWith("no key");
        test.server.advance(SECOND);
        assertThat(test.server.connections()).isEqualTo(1);
        assertThat(test.told()).containsExactly("attempt 1");
    }

    @Test
    @Tag("feature:4.7")
    void supplierThatHangsIsLeftAfterTheConnectTimeout() {
        CompletableFuture<Map<String, String>> never = new CompletableFuture<>();
        ManagerFixture test =
                new ManagerFixture(o -> o.connectTimeout(Duration.ofSeconds(3)).queryAsync(() -> never));
        Socket socket = test.socket("/");
        List<ConnectError> errors = errors(socket);
        socket.connect();
        test.server.advance(Duration.ofSeconds(3));
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.stage()).isEqualTo(ConnectError.Stage.SUPPLIER);
            assertThat(error.cause()).containsInstanceOf(TimeoutException.class);
        });
        never.complete(Map.of());
        test.server.run();
        assertThat(test.server.connections()).as("too late").isZero();
    }

    @Test
    @Tag("feature:4.7")
    void timeOfTheSuppliersIsPartOfTheConnectTimeout() {
        CompletableFuture<Map<String, String>> late = new CompletableFuture<>();
        ManagerFixture test =
                new ManagerFixture(o -> o.connectTimeout(Duration.ofSeconds(3)).queryAsync(() -> late));
        test.socket("/").connect();
        test.server.advance(Duration.ofSeconds(2));
        late.complete(Map.of());
        test.server.advance(Duration.ofMillis(999));
        assertThat(test.told()).isEmpty();
        test.server.advance(Duration.ofMillis(1));
        assertThat(test.told()).containsExactly("error HTTP", "/ connect_error HTTP");
    }

    @Test
    void endpointsAreTriedOneBehindTheOtherBeforeTheDelay() {
        ManagerFixture test = new ManagerFixture(
                o -> o.endpoints(URI.create("http://a:1"), URI.create("https://b:2?x=y"), URI.create("http://c:3")));
        test.socket("/").connect();
        test.server.run();
        assertThat(test.server.uri().toString()).startsWith("ws://a:1/");
        test.server.cut();
        assertThat(test.server.uri().toString()).startsWith("wss://b:2/").endsWith("&x=y");
        assertThat(test.told()).as("not before all have failed").isEmpty();
        test.server.open();
        test.accept("/");
        test.server.cut();
        test.server.advance(SECOND);
        assertThat(test.server.uri().getHost())
                .as("what worked last comes first")
                .isEqualTo("b");
        test.server.cut();
        assertThat(test.server.uri().getHost()).isEqualTo("c");
        test.server.cut();
        assertThat(test.server.uri().getHost()).isEqualTo("a");
        test.told();
        test.server.cut();
        assertThat(test.told()).containsExactly("error TCP", "/ connect_error TCP", "reconnect_error");
        assertThat(test.server.connections()).isEqualTo(5);
    }

    @Test
    @Tag("feature:4.7")
    void addressMayBeSupplied() {
        AtomicInteger n = new AtomicInteger();
        ManagerFixture test = new ManagerFixture(
                o -> o.endpoints(() -> List.of(URI.create("http://host" + n.incrementAndGet() + ":1"))));
        test.socket("/").connect();
        test.server.run();
        assertThat(test.server.uri().getHost()).isEqualTo("host1");
        test.server.cut();
        test.server.advance(SECOND);
        assertThat(test.server.uri().getHost()).isEqualTo("host2");
    }

    @Test
    @Tag("feature:4.7")
    void addressMayComeLater() {
        CompletableFuture<List<URI>> later = new CompletableFuture<>();
        ManagerFixture test = new ManagerFixture(o -> o.endpointsAsync(() -> later));
        test.socket("/").connect();
        test.server.run();
        assertThat(test.server.connections()).isZero();
        later.complete(List.of(URI.create("http://host:1")));
        test.server.run();
        assertThat(test.server.uri().getHost()).isEqualTo("host");
    }

    @Test
    void noAddressAtAllIsAFailureOfTheSupplier() {
        ManagerFixture test = new ManagerFixture(o -> o.endpoints(List::of));
        test.socket("/").connect();
        assertThat(test.told()).containsExactly("error SUPPLIER", "/ connect_error SUPPLIER");
    }
}
