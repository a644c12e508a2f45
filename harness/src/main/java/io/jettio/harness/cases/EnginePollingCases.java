package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests of a polling session, and what ends it. */
final class EnginePollingCases {
    private EnginePollingCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("E4-POLLING", Section.E4_SENDING)
                .must(1, "A POST is answered 200 and 'ok'.", t -> {
                    Answer answer = t.session().post("3");
                    Expect.status(answer, 200);
                    Expect.equal(answer.text(), "ok");
                })
                .must(2, "A second POST at once is answered 400 and ends the session.", t -> {
                    PollingSession session = t.session();
                    RawExchange unfinished = t.held(t.endpoint().head("POST", session.query(), "Content-Length: 10"));
                    unfinished.send(new byte[] {'3'});
                    t.endpoint().roundTrips();
                    Expect.status(session.post("3"), 400);
                    gone(session);
                })
                .section(Section.E4_RECEIVING)
                .must(3, "Of two polls at once one is answered 400.", t -> {
                    PollingSession session = t.session();
                    CompletableFuture<Answer> one = session.pollLater();
                    CompletableFuture<Answer> other = session.pollLater();
                    int first = t.endpoint().awaited(one).status();
                    int second = t.endpoint().awaited(other).status();
                    Expect.that(first == 400 || second == 400, "they were answered " + first + " and " + second);
                })
                .must(4, "Two polls at once end the session.", t -> {
                    PollingSession session = t.session();
                    CompletableFuture<Answer> one = session.pollLater();
                    CompletableFuture<Answer> other = session.pollLater();
                    t.endpoint().awaited(one);
                    t.endpoint().awaited(other);
                    gone(session);
                })
                .should(5, "The first of two polls is answered with a close packet.", t -> {
                    PollingSession session = t.session();
                    RawExchange first = t.closing(session.heldPoll());
                    session.poll();
                    Expect.equal(first.answer().text(), "1");
                })
                .should(6, "A poll while an aborted one is still held is answered 400.", t -> {
                    PollingSession session = t.session();
                    session.heldPoll().close();
                    Expect.status(session.poll(), 400);
                    gone(session);
                })
                .should(7, "A poll is held while there is nothing to be read.", t -> {
                    PollingSession session = t.session();
                    Answer answer =
                            PollingSession.resume(t.patientEndpoint(), session).poll();
                    Expect.equal(answer.text(), "2");
                    Expect.that(
                            System.nanoTime() - session.opened()
                                    > t.facts().pingInterval().toNanos() / 2,
                            "it was answered at once");
                })
                .section(Section.E4_PROTOCOL)
                .must(8, "A close packet ends the session.", t -> {
                    PollingSession session = t.session();
                    session.send("1");
                    gone(session);
                })
                .should(9, "A close packet answers the poll that waits, with a noop packet.", t -> {
                    PollingSession session = t.session();
                    RawExchange poll = t.closing(session.heldPoll());
                    session.send("1");
                    Expect.equal(poll.answer().text(), "6");
                })
                .must(10, "A packet of an unknown type ends the session.", t -> {
                    PollingSession session = t.session();
                    int status = RawExchange.post(t.endpoint(), session.query(), "abc");
                    Expect.that(status == 0 || status == 200 || status == 400, "the status was " + status);
                    gone(session);
                })
                .should(11, "A ping from the client ends the session.", t -> {
                    PollingSession session = t.session();
                    session.postUntilClosed("2");
                    gone(session);
                })
                .must(12, "A session ends for itself alone.", t -> {
                    PollingSession one = t.session();
                    PollingSession other = t.session();
                    one.send("1");
                    gone(one);
                    other.send("3");
                })
                .section(Section.E4_HEADERS)
                .must(13, "A body may come in chunks.", t -> {
                    PollingSession session = t.session();
                    byte[] body = "1\r\n3\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                    Answer answer = t.raw()
                            .send(t.endpoint()
                                    .head(
                                            "POST",
                                            session.query(),
                                            "Content-Type: text/plain",
                                            "Transfer-Encoding: chunked"))
                            .send(body)
                            .answer();
                    Expect.equal(answer.text(), "ok");
                })
                .should(14, "Without a content type a body is text.", t -> {
                    PollingSession session = t.session();
                    Answer answer = t.raw()
                            .send(t.endpoint().head("POST", session.query(), "Content-Length: 1"))
                            .send(new byte[] {'3'})
                            .answer();
                    Expect.equal(answer.text(), "ok");
                })
                .needs(Needs.ECHO)
                .section(Section.E4_RECEIVING)
                .must(15, "A poll that waits is answered as soon as there is a packet.", t -> {
                    PollingSession session = t.answering();
                    RawExchange poll = t.closing(session.heldPoll());
                    session.send(t.dialect().ask("hello"));
                    t.dialect().expect(poll.answer().text(), "hello");
                })
                .must(16, "A POST is answered while a poll waits.", t -> {
                    PollingSession session = t.answering();
                    RawExchange poll = t.closing(session.heldPoll());
                    session.send("3");
                    session.send(t.dialect().ask("hello"));
                    t.dialect().expect(poll.answer().text(), "hello");
                })
                .section(Section.E4_HANDSHAKE)
                .must(17, "Sessions do not mix.", t -> {
                    PollingSession one = t.answering();
                    PollingSession other = t.answering();
                    one.send(t.dialect().ask("for one"));
                    other.send(t.dialect().ask("for the other"));
                    t.dialect().expect(other.packet(), "for the other");
                    t.dialect().expect(one.packet(), "for one");
                })
                .section(Section.E4_MESSAGE)
                .must(18, "A message is answered.", t -> t.echoes(t.answering(), "hello"))
                .must(19, "Text beyond ASCII survives.", t -> t.echoes(t.answering(), "€ привет 漢字 🦊"))
                .must(
                        20,
                        "Line breaks, tabs, quotes and backslashes survive.",
                        t -> t.echoes(t.answering(), "a\nb\r\nc\td\"e\\f"))
                .must(
                        21,
                        "A message of 100 000 characters survives.",
                        t -> t.echoes(t.answering(), "x".repeat(100_000)))
                .must(22, "A body that comes byte by byte is one body.", t -> {
                    PollingSession session = t.answering();
                    byte[] body = t.dialect().ask("€🦊").getBytes(StandardCharsets.UTF_8);
                    RawExchange post = t.raw()
                            .send(t.endpoint()
                                    .head(
                                            "POST",
                                            session.query(),
                                            "Content-Type: text/plain;charset=UTF-8",
                                            "Content-Length: " + body.length));
                    for (byte b : body) {
                        post.send(new byte[] {b});
                    }
                    Expect.equal(post.answer().text(), "ok");
                    t.dialect().expect(session.packet(), "€🦊");
                })
                .section(Section.E4_HEADERS)
                .should(23, "Packets are plain text in UTF-8.", t -> {
                    PollingSession session = t.answering();
                    session.send(t.dialect().ask("hello"));
                    String type = session.poll().header("Content-Type").orElse("");
                    Expect.startsWith(type, "text/plain");
                });
        cases.section(Section.E4_PROTOCOL).needs(Needs.NOTHING);
        List<String> malformed = List.of("", "7", "3\u001ex\u001e3", "\u001e", "3\u001e", "b*", "bAAEC/w= =", "9x");
        for (int i = 0; i < malformed.size(); i++) {
            String payload = malformed.get(i);
            cases.advisory(
                    31 + i,
                    "The payload '" + payload.replace("\u001e", "\\x1e") + "' is answered 400 and ends the session.",
                    t -> refusedPayload(t, payload.getBytes(StandardCharsets.UTF_8)));
        }
        cases.advisory(
                39,
                "A payload of truncated UTF-8 is answered 400 and ends the session.",
                t -> refusedPayload(t, new byte[] {'4', (byte) 0xe2, (byte) 0x82}));
        return cases.list();
    }

    private static void refusedPayload(ServerTrial t, byte[] payload) {
        PollingSession session = t.session();
        Answer answer = t.endpoint().post(session.query(), payload, "text/plain;charset=UTF-8");
        Expect.status(answer, 400);
        gone(session);
    }

    /** The session is unknown by now. */
    static void gone(PollingSession session) {
        Expect.status(session.poll(), 400);
    }
}
