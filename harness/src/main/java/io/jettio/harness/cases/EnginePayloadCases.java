package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How packets share a body, and how large it may be. */
final class EnginePayloadCases {
    private static final String SEPARATOR = "\u001e";

    private EnginePayloadCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("E4-PAYLOAD", Section.E4_ENCODING_POLLING)
                .must(1, "A body may carry several packets.", t -> t.session().send("3" + SEPARATOR + "3"))
                .must(2, "The packets before a close packet count, the session is gone after it.", t -> {
                    PollingSession session = t.session();
                    session.send("3" + SEPARATOR + "1");
                    EnginePollingCases.gone(session);
                })
                .should(3, "An announced body over the largest payload is answered 413.", t -> {
                    PollingSession session = t.session();
                    int size = t.facts().maxPayload() + 1;
                    RawExchange post = t.raw()
                            .send(t.endpoint()
                                    .head(
                                            "POST",
                                            session.query(),
                                            "Content-Type: text/plain",
                                            "Content-Length: " + size));
                    // The answer may come before the body was taken, and only the answer counts.
                    byte[] body = ("4" + "x".repeat(size - 1)).getBytes(StandardCharsets.US_ASCII);
                    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> post.send(body));
                    int status = post.status();
                    Expect.that(status == 413, "the status was " + status + ", sent in full: " + sending.isDone());
                })
                .advisory(4, "An announced body over the largest payload is refused unread.", t -> {
                    PollingSession session = t.session();
                    String length = "Content-Length: " + (t.facts().maxPayload() + 1);
                    int status = t.raw()
                            .send(t.endpoint().head("POST", session.query(), length))
                            .status();
                    Expect.that(status == 413, "the status was " + status);
                })
                .advisory(5, "A body in chunks over the largest payload is refused before its end.", t -> {
                    PollingSession session = t.session();
                    RawExchange post =
                            t.raw().send(t.endpoint().head("POST", session.query(), "Transfer-Encoding: chunked"));
                    byte[] chunk = ("4000\r\n" + "4".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                        for (int sent = 0; sent <= t.facts().maxPayload(); sent += 0x4000) {
                            post.send(chunk);
                        }
                    });
                    int status = post.status();
                    Expect.that(status == 413, "the status was " + status + ", sent in full: " + sending.isDone());
                })
                .advisory(6, "A body that never ends is given up with its session.", t -> {
                    PollingSession session = t.session();
                    RawExchange post = t.closing(RawExchange.open(t.patientEndpoint()));
                    post.send(t.endpoint().head("POST", session.query(), "Content-Length: 10"));
                    int status = post.send(new byte[] {'3'}).status();
                    Expect.that(status == 0 || status >= 400, "the status was " + status);
                })
                .needs(Needs.ECHO)
                .must(7, "Packets of one body are taken in their order.", t -> {
                    PollingSession session = t.answering();
                    batch(t, session, List.of("one", "two", "three"));
                })
                .must(8, "A body of 120 packets loses none.", t -> {
                    List<String> texts = new ArrayList<>();
                    for (int i = 0; i < 120; i++) {
                        texts.add("message " + i);
                    }
                    batch(t, t.answering(), texts);
                })
                .must(9, "Texts drawn by chance come back.", t -> {
                    PollingSession session = t.answering();
                    for (int round = 0; round < 5; round++) {
                        List<String> texts = new ArrayList<>();
                        for (int i = t.random().nextInt(10); i >= 0; i--) {
                            texts.add(Texts.any(t.random(), 200));
                        }
                        batch(t, session, texts);
                    }
                })
                .must(10, "Packets that nobody polled for wait for the next poll.", t -> {
                    PollingSession session = t.answering();
                    session.send(t.dialect().ask("one"));
                    session.send(t.dialect().ask("two"));
                    t.endpoint().roundTrips();
                    t.dialect().expect(session.packet(), "one");
                    t.dialect().expect(session.packet(), "two");
                })
                .needs(Needs.ENGINE)
                .must(11, "Binary is base64 behind a b.", t -> {
                    PollingSession session = t.session();
                    Expect.equal(session.send("bAAEC/w==").packet(), "bAAEC/w==");
                })
                .must(12, "Every byte survives as base64.", t -> {
                    byte[] bytes = new byte[256];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) i;
                    }
                    String packet = "b" + Base64.getEncoder().encodeToString(bytes);
                    Expect.equal(t.session().send(packet).packet(), packet);
                })
                .must(13, "Text and binary of one body keep their order.", t -> {
                    PollingSession session = t.session();
                    session.send("4one" + SEPARATOR + "bAAEC/w==" + SEPARATOR + "4three");
                    Expect.equal(session.packet(), "4one");
                    Expect.equal(session.packet(), "bAAEC/w==");
                    Expect.equal(session.packet(), "4three");
                })
                .must(14, "An empty message is a message.", t -> {
                    PollingSession session = t.session();
                    session.send("4" + SEPARATOR + "4end");
                    Expect.equal(session.packet(), "4");
                    Expect.equal(session.packet(), "4end");
                })
                .must(
                        15,
                        "A message may hold the character 0.",
                        t -> Expect.equal(t.session().send("4a\u0000b").packet(), "4a\u0000b"))
                .must(16, "A message of the largest payload passes.", t -> {
                    String packet = "4" + "x".repeat(t.facts().maxPayload() - 1);
                    Expect.equal(t.session().send(packet).packet(), packet);
                })
                .should(
                        17,
                        "A message that looks like base64 is text.",
                        t -> Expect.equal(t.session().send("4bAAEC/w==").packet(), "4bAAEC/w=="))
                .must(18, "Binary of each small length survives.", t -> {
                    PollingSession session = t.session();
                    for (int length = 1; length < 10; length++) {
                        byte[] bytes = new byte[length];
                        t.random().nextBytes(bytes);
                        String packet = "b" + Base64.getEncoder().encodeToString(bytes);
                        Expect.equal(session.send(packet).packet(), packet);
                    }
                })
                .advisory(19, "A body of 10 000 packets passes.", t -> {
                    PollingSession session = t.session();
                    Expect.equal(
                            session.send("3" + (SEPARATOR + "3").repeat(9_998) + SEPARATOR + "4last")
                                    .packet(),
                            "4last");
                })
                .list();
    }

    private static void batch(ServerTrial t, PollingSession session, List<String> texts) {
        session.send(String.join(SEPARATOR, texts.stream().map(t.dialect()::ask).toList()));
        for (String text : texts) {
            t.dialect().expect(session.packet(), text);
        }
    }
}
