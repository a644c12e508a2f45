package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose request is answered later knows of the next one, whenever that comes. */
final class OrderedEndPointTest {
    private static final String LATER = "GET /later HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String NOW = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String BODY = "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";

    private final Server jetty = OrderedHttp.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final ServerConnector connector = (ServerConnector) jetty.getConnectors()[0];
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(1);
    private Socket socket;

    @BeforeEach
    void start() throws Exception {
        jetty.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                arrived.incrementAndGet();
                String path = Request.getPathInContext(request);
                if (path.equals("/body")) {
                    Content.Source.asString(
                            request,
                            StandardCharsets.US_ASCII,
                            Promise.from(body -> answer(response, body, callback), callback::failed));
                    return true;
                }
                if (path.equals("/held")) {
                    answerLater(response, callback);
                    return true;
                }
                ((OrderedEndPoint)
                                request.getConnectionMetaData().getConnection().getEndPoint())
                        .answeredLater();
                if (path.equals("/now")) {
                    answer(response, "soon", callback);
                } else {
                    new Thread(() -> answerLater(response, callback), "answers").start();
                }
                return true;
            }
        });
        jetty.start();
        socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
    }

    @AfterEach
    void stop() throws Exception {
        mayAnswer.countDown();
        socket.close();
        jetty.stop();
    }

    private void answerLater(Response response, Callback callback) {
        try {
            mayAnswer.await();
            answer(response, "late", callback);
        } catch (InterruptedException e) {
            callback.failed(e);
        }
    }

    private static void answer(Response response, String text, Callback callback) {
        response.write(true, StandardCharsets.US_ASCII.encode(text), callback);
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next answer's four bytes. */
    private String answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the answer goes on behind " + head).isNotNegative();
            head.append((char) next);
        }
        return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
    }

    @Test
    void whoeverReadsOnComesBehindThoseInside() {
        OrderedEndPoint end = new OrderedEndPoint(new ByteArrayEndPoint(), null);
        List<String> ran = new ArrayList<>();
        end.readOn(
                () -> {
                    end.readOn(() -> ran.add("next"), Runnable::run);
                    ran.add("first");
                },
                Runnable::run);
        assertThat(ran).containsExactly("first", "next");
    }

    @Test
    void whoeverWaitsForBytesReadsOnAndNobodyElse() {
        OrderedEndPoint end = new OrderedEndPoint(new ByteArrayEndPoint(), null);
        List<String> ran = new ArrayList<>();
        end.readOn(
                () -> {
                    end.readOn(() -> ran.add("who waited for a turn"), Runnable::run);
                    end.fillInterested(Callback.NOOP);
                },
                Runnable::run);
        end.readOn(() -> ran.add("who came later"), Runnable::run);
        assertThat(ran).isEmpty();
    }

    @Test
    void whatFollowsByAnUpgradeIsNotTakenForPolls() {
        ByteArrayEndPoint below = new ByteArrayEndPoint();
        OrderedEndPoint end = new OrderedEndPoint(below, null);
        Connection first = connection(end);
        end.setConnection(first);
        end.order(first);
        end.readBySelecting(true);
        end.fillInterested(Callback.NOOP);
        assertThat(below.getFillInterest().getCallbackInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);
        below.getFillInterest().fillable();

        end.upgrade(connection(end));
        end.readBySelecting(true);
        end.fillInterested(Callback.from(() -> {}));
        assertThat(below.getFillInterest().getCallbackInvocationType()).isEqualTo(InvocationType.BLOCKING);
    }

    private static Connection connection(EndPoint end) {
        return new AbstractConnection(end, Runnable::run) {
            @Override
            public void onFillable() {}
        };
    }

    @Test
    void nextRequestComesBehindTheAnswer() throws IOException {
        mayAnswer.countDown();
        for (int i = 0; i < 20; i++) {
            send(LATER);
            assertThat(answer()).isEqualTo("late");
        }
    }

    @Test
    void nextRequestComesBeforeTheAnswer() throws IOException {
        send(LATER);
        await().untilAsserted(() -> assertThat(arrived).hasValue(1));
        send(LATER);
        send(BODY);
        send("body");
        mayAnswer.countDown();
        assertThat(answer()).isEqualTo("late");
        assertThat(answer()).isEqualTo("late");
        assertThat(answer()).isEqualTo("body");
    }

    @Test
    void bodyOfTheNextRequestIsWaitedFor() throws IOException {
        send(LATER + BODY);
        mayAnswer.countDown();
        assertThat(answer()).isEqualTo("late");
        await().untilAsserted(() -> assertThat(arrived).hasValue(2));
        send("body");
        assertThat(answer()).isEqualTo("body");
    }

    @Test
    void bodyBehindARequestThatWasAnsweredAtOnceIsWaitedFor() throws IOException {
        send(NOW + NOW + BODY);
        assertThat(answer()).isEqualTo("soon");
        assertThat(answer()).isEqualTo("soon");
        await().untilAsserted(() -> assertThat(arrived).hasValue(3));
        send("body");
        assertThat(answer()).isEqualTo("body");
    }

    @Test
    void requestThatComesInPiecesIsWhole() throws IOException {
        mayAnswer.countDown();
        for (String request : new String[] {LATER, NOW, BODY + "body", LATER}) {
            for (int at = 0; at < request.length(); at += 7) {
                send(request.substring(at, Math.min(request.length(), at + 7)));
            }
            assertThat(answer()).isIn("late", "soon", "body");
        }
    }

    @Test
    void bodyThatCameLaterAndNobodyReadDoesNotEndTheConnection() throws IOException {
        nobodyReads("/held", "", "body");
        nobodyReads("/later", "", "body");
        nobodyReads("/later", "bo", "dy");
    }

    private void nobodyReads(String path, String atOnce, String later) throws IOException {
        arrived.set(0);
        mayAnswer = new CountDownLatch(1);
        send(BODY.replace("/body", path) + atOnce);
        await().untilAsserted(() -> assertThat(arrived).hasValue(1));
        send(later);
        mayAnswer.countDown();
        assertThat(answer()).isEqualTo("late");
        send(NOW);
        assertThat(answer()).isEqualTo("soon");
    }

    @Test
    void clientThatGoesBeforeItsAnswerIsForgottenBehindIt() throws IOException {
        send(LATER);
        await().untilAsserted(() -> assertThat(arrived).hasValue(1));
        assertThat(connector.getConnectedEndPoints()).hasSize(1);
        socket.close();
        mayAnswer.countDown();
        await().untilAsserted(
                        () -> assertThat(connector.getConnectedEndPoints()).isEmpty());
    }
}
