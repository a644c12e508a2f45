package io.jettio.client.hostile;

import io.jettio.client.engine.TransportType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** What a broken or hostile server does, and what comes of it. The names and outcomes are the table of docs/client.md. */
enum Hostility {
    GARBAGE("the handshake is garbage", Outcome.CONNECT_ERROR, always(e -> e.answer(200, "<html>hello</html>"))),
    NO_SID("the handshake has no `sid`", Outcome.CONNECT_ERROR, handshake("{\"upgrades\":[]}")),
    NEGATIVE_INTERVAL("`pingInterval` is negative", Outcome.CONNECT_ERROR, handshake(data(-1, 1000, 1000))),
    HUGE_INTERVAL("`pingInterval` is 10^300", Outcome.CONNECT_ERROR, handshake(data("1e300", 1000, 1000))),
    NO_PAYLOAD("`maxPayload` is 0", Outcome.CONNECT_ERROR, handshake(data(1000, 1000, 0))),
    NEGATIVE_PAYLOAD("`maxPayload` is negative", Outcome.CONNECT_ERROR, handshake(data(1000, 1000, -5))),
    ERROR_STATUS("the handshake is answered with status 500", Outcome.CONNECT_ERROR, always(e -> e.answer(500, "no"))),
    SILENT("the handshake is never answered", Outcome.CONNECT_ERROR, always(RawServer.Exchange::hold)),
    CLOSES("the connection is closed in the middle of the handshake", Outcome.CONNECT_ERROR, always(e -> {
        e.raw("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n0{\"si");
        throw new IOException("as scripted");
    })),
    DRIP("the handshake drips, a byte at a time", Outcome.CONNECT_ERROR, always(e -> {
        e.raw("HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n");
        while (!new Semaphore(0).tryAcquire(20, TimeUnit.MILLISECONDS)) {
            e.raw("0");
        }
    })),
    ENDLESS("the handshake never ends", Outcome.CONNECT_ERROR, always(e -> {
        e.raw("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (true) {
            e.raw("10000\r\n" + "x".repeat(0x10000) + "\r\n");
        }
    })),
    GZIP_BOMB("the handshake is a gzip bomb of 1 GiB", Outcome.CONNECT_ERROR, made(() -> {
        byte[] bomb = Bombs.gzip(1 << 30);
        return e -> {
            e.raw("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            e.raw(bomb);
        };
    })),
    REDIRECTS(
            "the handshake is redirected in a circle",
            Outcome.CONNECT_ERROR,
            always(e -> e.raw(
                    "HTTP/1.1 302 X\r\nLocation: /socket.io/?EIO=4&transport=polling\r\nContent-Length: 0\r\n\r\n"))),

    UNKNOWN_SESSION(
            "polls are answered with `Session ID unknown`",
            Outcome.RECONNECT,
            polling(e -> e.answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}"))),
    NO_PING("no ping ever comes", Outcome.RECONNECT, polling(2_000, RawServer.Exchange::hold)),
    CUT_POLL("a poll is cut in the middle of its body", Outcome.RECONNECT, polling(e -> {
        e.raw("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n42[\"a");
        throw new IOException("as scripted");
    })),
    ENDLESS_POLL("a poll's body never ends", Outcome.RECONNECT, polling(e -> {
        e.raw("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (true) {
            e.raw("10000\r\n" + "x".repeat(0x10000) + "\r\n");
        }
    })),
    UNKNOWN_TYPE("an engine packet has an unknown type", Outcome.RECONNECT, packet("9hello")),
    UNKNOWN_SOCKET_TYPE("a Socket.IO packet has an unknown type", Outcome.RECONNECT, packet("49[]")),
    MANY_ATTACHMENTS("a packet announces 99 999 attachments", Outcome.RECONNECT, packet("4599999-[\"a\"]")),
    NO_ATTACHMENT(
            "an attachment never comes, but the next event",
            Outcome.RECONNECT,
            packet("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\u001e42[\"b\"]")),
    DEEP(
            "an event's JSON is nested 50 000 deep",
            Outcome.RECONNECT,
            packet("42[\"a\"," + "[".repeat(50_000) + "]".repeat(50_000) + "]")),
    UNKNOWN_ACK("an ack comes for nothing", Outcome.STAYS, packet("43999[1]")),
    UNKNOWN_NAMESPACE("an event comes for a namespace that was not joined", Outcome.STAYS, packet("42/never,[\"a\"]")),

    NOT_UPGRADED(
            "a WebSocket is answered with status 200", Outcome.CONNECT_ERROR, webSocket(e -> e.answer(200, "hello"))),
    WRONG_ACCEPT(
            "a WebSocket is accepted with a wrong `Sec-WebSocket-Accept`",
            Outcome.CONNECT_ERROR,
            webSocket(e -> e.switchProtocols("AAAAAAAAAAAAAAAAAAAAAAAAAAA="))),
    SILENT_WEBSOCKET("a WebSocket is accepted and then silent", Outcome.CONNECT_ERROR, webSocket(e -> {
        e.acceptWebSocket();
        e.hold();
    })),
    MASKED(
            "a WebSocket frame is masked",
            Outcome.RECONNECT,
            frames(e -> e.raw(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '2'}))),
    RESERVED(
            "a WebSocket frame has reserved bits",
            Outcome.RECONNECT,
            frames(e -> e.frame(0xf1, "42[\"a\"]".getBytes(StandardCharsets.UTF_8)))),
    UNKNOWN_OPCODE(
            "a WebSocket frame has an unknown opcode", Outcome.RECONNECT, frames(e -> e.frame(0x8b, new byte[0]))),
    OVERSIZE("a WebSocket frame announces 2^40 bytes", Outcome.RECONNECT, frames(e -> {
        e.raw(new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0});
        while (true) {
            e.raw("x".repeat(0x10000));
        }
    })),
    FRAGMENTS("a WebSocket message has endless fragments", Outcome.RECONNECT, frames(e -> {
        e.frame(0x01, new byte[] {'4'});
        while (true) {
            e.frame(0x00, new byte[] {'x'});
        }
    })),
    BAD_UTF8(
            "a WebSocket text is not UTF-8",
            Outcome.RECONNECT,
            frames(e -> e.frame(0x81, new byte[] {'4', '2', '[', '"', (byte) 0xc3, '"', ']'}))),
    WRONG_PING("a WebSocket brings a probe's pong", Outcome.RECONNECT, frames(e -> e.text("3probe"))),
    STRAY_ATTACHMENT(
            "a WebSocket brings an attachment that nobody announced",
            Outcome.RECONNECT,
            frames(e -> e.frame(0x82, new byte[10]))),

    SILENT_UPGRADE("an upgrade is accepted and then silent", Outcome.STAYS, upgrading(e -> {
        e.acceptWebSocket();
        e.hold();
    })),
    WRONG_PROBE("an upgrade's probe is answered with something else", Outcome.STAYS, upgrading(e -> {
        e.acceptWebSocket();
        e.awaitMessage();
        e.text("4hello");
        e.hold();
    }));

    /** What comes of it. */
    enum Outcome {
        CONNECT_ERROR("`connect_error`, and another attempt"),
        RECONNECT("`disconnect`, and a new session"),
        STAYS("the socket stays connected");

        final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    final String title;
    final Outcome outcome;

    @SuppressWarnings("ImmutableEnumChecker") // It makes a script, and is never changed.
    private final Way way;

    Hostility(String title, Outcome outcome, Way way) {
        this.title = title;
        this.outcome = outcome;
        this.way = way;
    }

    /** What the client may use. */
    TransportType[] transports() {
        return way.transports.toArray(TransportType[]::new);
    }

    RawServer start() throws IOException {
        return new RawServer(way.making.make());
    }

    @FunctionalInterface
    private interface Making {
        RawServer.Script make() throws IOException;
    }

    /** A script, made anew for each server, and the transports that lead to it. */
    private record Way(Making making, List<TransportType> transports) {
        Way(Making making, TransportType... transports) {
            this(making, List.of(transports));
        }
    }

    private static Way always(RawServer.Script script) {
        return made(() -> script);
    }

    private static Way made(Making making) {
        return new Way(making, TransportType.POLLING);
    }

    private static Way handshake(String data) {
        return always(exchange -> exchange.answer(200, "0" + data));
    }

    private static String data(Object interval, Object timeout, Object payload) {
        return "{\"sid\":\"s\",\"upgrades\":[\"websocket\"],\"pingInterval\":" + interval + ",\"pingTimeout\":"
                + timeout + ",\"maxPayload\":" + payload + "}";
    }

    private static String good(int interval) {
        return "0" + data(interval, interval, 1_000_000);
    }

    private static Way packet(String packets) {
        return polling(new RawServer.Script() {
            private final AtomicInteger polls = new AtomicInteger();

            @Override
            public void serve(RawServer.Exchange exchange) throws Exception {
                if (polls.getAndIncrement() == 0) {
                    exchange.answer(200, packets);
                } else {
                    exchange.hold();
                }
            }
        });
    }

    /** A session over long-polling that joins the main namespace; from then on the script answers the polls. */
    private static Way polling(RawServer.Script poison) {
        return polling(25_000, poison);
    }

    /** The same with a ping every so many milliseconds, within twice which the client has to join. */
    private static Way polling(int interval, RawServer.Script poison) {
        return new Way(() -> new PollingSession(interval, poison, RawServer.Exchange::hold), TransportType.POLLING);
    }

    /** A good session over long-polling, whose WebSocket is the script's. */
    private static Way upgrading(RawServer.Script upgrade) {
        return new Way(
                () -> new PollingSession(25_000, RawServer.Exchange::hold, upgrade),
                TransportType.POLLING,
                TransportType.WEBSOCKET);
    }

    private static Way webSocket(RawServer.Script script) {
        return new Way(() -> script, TransportType.WEBSOCKET);
    }

    /** A session over a WebSocket that joins the main namespace before the script's turn. */
    private static Way frames(RawServer.Script poison) {
        return webSocket(exchange -> {
            exchange.acceptWebSocket();
            exchange.text(good(25_000));
            exchange.awaitMessage();
            exchange.text("40{\"sid\":\"x\"}");
            poison.serve(exchange);
            exchange.hold();
        });
    }

    /** The session of one client after the other. */
    private static final class PollingSession implements RawServer.Script {
        private final int interval;
        private final RawServer.Script poison;
        private final RawServer.Script upgrade;
        private final Semaphore joined = new Semaphore(0);
        private volatile boolean accepted;

        PollingSession(int interval, RawServer.Script poison, RawServer.Script upgrade) {
            this.interval = interval;
            this.poison = poison;
            this.upgrade = upgrade;
        }

        @Override
        public void serve(RawServer.Exchange exchange) throws Exception {
            if (exchange.isWebSocket()) {
                upgrade.serve(exchange);
            } else if (exchange.isHandshake()) {
                accepted = false;
                exchange.answer(200, good(interval));
            } else if (exchange.isPost()) {
                if (exchange.body().startsWith("40")) {
                    joined.release();
                }
                exchange.answer(200, "ok");
            } else if (accepted) {
                poison.serve(exchange);
            } else {
                joined.acquire();
                accepted = true;
                exchange.answer(200, "40{\"sid\":\"x\"}");
            }
        }
    }

    /** Bodies that are small on the wire. */
    private static final class Bombs {
        static byte[] gzip(int bytes) throws IOException {
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(small)) {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i < bytes; i += block.length) {
                    out.write(block);
                }
            }
            return small.toByteArray();
        }
    }
}
