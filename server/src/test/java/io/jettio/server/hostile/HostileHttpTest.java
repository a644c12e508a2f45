package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP that is broken or means two things: one answer at the most, which tells nothing, and then the end. */
class HostileHttpTest {
    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.alone(options -> {});

    private static final String START = "GET " + WitnessedEngine.POLLING + " HTTP/1.1\n";
    private static final String HOST = "Host: localhost\n";

    static Stream<Arguments> requests() {
        String post = "POST " + WitnessedEngine.POLLING + "&sid=nobody HTTP/1.1\n" + HOST;
        return Stream.of(
                request("nonsense", "nonsense\n\n"),
                request("no target", "GET\n\n"),
                request("no host", START + "\n"),
                request("two hosts", START + HOST + "Host: elsewhere\n\n"),
                request("HTTP/0.9", "GET " + WitnessedEngine.POLLING + "\n\n"),
                request("HTTP/3.0", "GET / HTTP/3.0\n" + HOST + "\n"),
                request("HTTP/2 preface", "PRI * HTTP/2.0\n\nSM\n\n"),
                request("header without a colon", START + HOST + "X-Nothing\n\n"),
                request("space before a colon", START + HOST + "Content-Length : 5\n\n"),
                request("name with a space", START + HOST + "X Y: z\n\n"),
                request("zero byte in a header", START + HOST + "X-Y: a\u0000b\n\n"),
                request("folded header", START + HOST + "X-Y: a\n b\n\n"),
                request("header of 20 000 bytes", START + HOST + "X-Y: " + "x".repeat(20_000) + "\n\n"),
                request("2 000 headers", START + HOST + "X-Y: some value\n".repeat(2_000) + "\n"),
                request(
                        "target of 20 000 bytes",
                        "GET /engine.io/?" + "x".repeat(20_000) + " HTTP/1.1\n" + HOST + "\n"),
                request("zero byte in the target", "GET /engine.io/\u0000 HTTP/1.1\n" + HOST + "\n"),
                request("two lengths", post + "Content-Length: 5\nContent-Length: 6\n\n4hell"),
                request("lengths in a list", post + "Content-Length: 5, 6\n\n4hell"),
                request("negative length", post + "Content-Length: -1\n\n"),
                request("length with a sign", post + "Content-Length: +5\n\n4hell"),
                request("length beyond 2^63", post + "Content-Length: 99999999999999999999\n\n"),
                request("length in hexadecimal", post + "Content-Length: 0x5\n\n4hell"),
                request("length and chunks", post + "Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n"),
                request("chunks that are not last", post + "Transfer-Encoding: chunked, gzip\n\n0\n\n"),
                request("chunks twice", post + "Transfer-Encoding: chunked, chunked\n\n0\n\n"),
                request("unknown coding", post + "Transfer-Encoding: xchunked\n\n0\n\n"),
                request("chunk size beyond 2^63", post + "Transfer-Encoding: chunked\n\nffffffffffffffffff\n4"),
                request("negative chunk size", post + "Transfer-Encoding: chunked\n\n-1\n4"),
                request("chunk size that is no number", post + "Transfer-Encoding: chunked\n\nxyz\n4"));
    }

    private static Arguments request(String name, String request) {
        return Arguments.argumentSet(name, request);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestThatIsBrokenGetsAnErrorAndTheEnd(String request) {
        RawPeer hostile = SERVER.peer().send(request);
        String all = hostile.readToEnd();
        assertThat(all).matches("(?s)HTTP/1\\.1 (4[0-9][0-9]|501|505) .*").doesNotContain("HTTP/1.1 200");
        assertThat(all).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "\tat ");
    }

    @Test
    void tlsOnAPlainPortEnds() {
        byte[] clientHello = HexFormat.of().parseHex("16030100c8010000c40303" + "00".repeat(200));
        SERVER.peer().send(clientHello).readToEnd();
    }

    @Test
    void bytesWithoutMeaningEnd() {
        SERVER.peer().sendInVain(new byte[100_000]).readToEnd();
    }

    @Test
    void otherPathsTellNothingEither() {
        Answer answer = SERVER.get("/<script>alert(1)</script>");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.headers().toString() + answer.body())
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("<script>");
    }

    @Test
    void secondRequestInABodyIsNoRequest() {
        RawPeer hostile = SERVER.peer();
        String smuggled = "GET " + WitnessedEngine.POLLING + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        hostile.send(
                "POST " + SERVER.open() + " HTTP/1.1\nHost: localhost\nContent-Length: " + smuggled.length() + "\n\n");
        hostile.send(smuggled.getBytes(StandardCharsets.US_ASCII));
        assertThat(hostile.answer().status()).isEqualTo(400);
        hostile.send("GET /elsewhere HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        assertThat(hostile.readToEnd()).doesNotContain("0{\"sid\"");
    }

    @Test
    void compressedBodyIsNotDecompressed() {
        String target = SERVER.open();
        Answer answer = SERVER.post(target, "\u001f\u008b\b", "Content-Encoding: gzip");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(SERVER.get(target).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EIO=4&transport=polling&transport=websocket | 200 | 0{",
                "EIO=4&EIO=3&transport=polling               | 200 | 0{",
                "EIO=3&EIO=4&transport=polling               | 400 | {\"code\":5",
                "EIO=04&transport=polling                    | 400 | {\"code\":5",
                "EIO=4.0&transport=polling                   | 400 | {\"code\":5",
                "EIO=%34&transport=polling                   | 200 | 0{",
                "EIO[]=4&transport=polling                   | 400 | {\"code\":5",
                "eio=4&transport=polling                     | 400 | {\"code\":5",
                "EIO=4&transport=POLLING                     | 400 | {\"code\":0",
                "EIO=4&transport=polling%00                  | 400 | {\"code\":0",
                "EIO=4&transport=__proto__                   | 400 | {\"code\":0",
                "EIO=4&transport=polling&sid=                | 400 | {\"code\":1",
                "EIO=4&transport=polling&sid=a&sid=b         | 400 | {\"code\":1",
                "EIO=4&transport=polling&sid=..%2f..%2f      | 400 | {\"code\":1",
                "EIO=4&transport=polling&x=%                 | 400 | {\"code\":3",
                "EIO=4&transport=polling&x=%ff%fe            | 200 | 0{",
                "&&&&&&EIO=4&=&=&=&transport=polling         | 200 | 0{",
                "EIO=4&transport=webtransport                | 400 | {\"code\":0",
                "EIO=4&transport=websocket                   | 400 | {\"code\":3"
            })
    void queryHasOneMeaning(String query, int status, String body) {
        Answer answer = SERVER.get("/engine.io/?" + query.strip());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith(body);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13",
                "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: short",
                "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key:",
                "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 12\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: x\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Upgrade: websocket\nConnection: keep-alive\nSec-WebSocket-Version: 13\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Upgrade: h2c\nConnection: Upgrade, HTTP2-Settings\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Upgrade: websocketx\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            })
    void webSocketHandshakeThatIsNoneOpensNothing(String headers) {
        int before = SERVER.engine().connections();
        RawPeer hostile =
                SERVER.peer().send("GET " + WitnessedEngine.WEBSOCKET + " HTTP/1.1\n" + HOST + headers + "\n\n");
        Answer answer = hostile.answer();
        assertThat(answer.status()).isIn(400, 426);
        assertThat(answer.headers().toString() + answer.body()).doesNotContainIgnoringCase("jetty");
        assertThat(SERVER.engine().connections())
                .as("of those before somebody may have gone")
                .isLessThanOrEqualTo(before);
    }

    @Test
    void subprotocolIsNotAgreedTo() {
        Answer answer = SERVER.peer()
                .webSocket(WitnessedEngine.WEBSOCKET, "Sec-WebSocket-Protocol: evil, graphql-ws")
                .answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isNull();
    }

    @Test
    void bytesBehindAWebSocketHandshakeAreFrames() {
        RawPeer hostile = SERVER.peer()
                .send("GET " + WitnessedEngine.WEBSOCKET + " HTTP/1.1\n" + HOST
                        + "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n"
                        + "GET " + WitnessedEngine.POLLING + " HTTP/1.1\n" + HOST + "\n");
        assertThat(hostile.readToEnd())
                .startsWith("HTTP/1.1 101 ")
                .contains("0{\"sid\"")
                .doesNotContain("HTTP/1.1 200 ");
    }
}
