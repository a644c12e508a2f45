package io.jettio.integration.soak;

import io.jettio.integration.proofs.RawEngine;
import io.jettio.integration.proofs.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Clients of which no server wants anything. */
final class Hostile {
    private static final String ENGINE = "/socket.io/?EIO=4&transport=";

    /** What no client may send over a WebSocket, joined or not; frames are text but for those that begin with a {@code b}. */
    private static final List<String> PACKETS = List.of(
            "9",
            "4",
            "49",
            "42",
            "42[",
            "42{}",
            "42[1,",
            "42[\"x\"",
            "42[\"x\",NaN]",
            "42['x']",
            "42[\"connect\"]",
            "42" + "[".repeat(5_000),
            "42[\"x\"," + "9".repeat(2_000) + "]",
            "42/nowhere,[\"x\"]",
            "43[]",
            "43999999999999999999999[]",
            "440",
            "451-[\"x\"]",
            "450-[\"x\"]",
            "4599999-[\"x\",{\"_placeholder\":true,\"num\":0}]",
            "451-[\"x\",{\"_placeholder\":true,\"num\":7}]",
            "40[]",
            "40",
            "2",
            "6x",
            "b",
            "bunannounced",
            "3" + "x".repeat(2_000_000));

    /** Requests that are none, or for nobody. */
    private static final List<String> REQUESTS = List.of(
            "\r\n\r\n\r\nBLA\r\n\r\n",
            "GET\r\n\r\n",
            "GET " + ENGINE + "polling HTTP/9.9\r\n\r\n",
            "GET " + ENGINE + "telepathy HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET " + ENGINE + "polling&sid=nobody HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET " + ENGINE + "polling HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\n\r\n",
            "POST " + ENGINE + "polling HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nx",
            "POST " + ENGINE + "polling&sid=nobody HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
            "PUT " + ENGINE + "polling HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001");

    private final int port;
    private final Random random;

    Hostile(int port, Random random) {
        this.port = port;
        this.random = random;
    }

    /** One attack, after which the connection is closed, or lost for the server to find out. */
    void attack() throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> sendBadPacket();
            case 1 -> sendBadFrame();
            case 2 -> sendBadRequest();
            default -> overlapPolls();
        }
    }

    private void sendBadPacket() throws IOException {
        try (Wire wire = RawEngine.webSocket(port, "/socket.io/", 0)) {
            if (random.nextBoolean()) {
                wire.write(Wire.text("40"));
            }
            String packet = PACKETS.get(random.nextInt(PACKETS.size()));
            wire.write(
                    packet.startsWith("b")
                            ? Wire.frame(Wire.BINARY, packet.getBytes(StandardCharsets.UTF_8))
                            : Wire.text(packet));
            end(wire);
        }
    }

    private void sendBadFrame() throws IOException {
        try (Wire wire = RawEngine.webSocket(port, "/socket.io/", 0)) {
            byte[] frame = new byte[1 + random.nextInt(64)];
            random.nextBytes(frame);
            wire.write(frame);
            end(wire);
        }
    }

    private void sendBadRequest() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.write(REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1));
            end(wire);
        }
    }

    private void overlapPolls() throws IOException {
        RawEngine engine = RawEngine.open(port, "/socket.io/");
        try (engine;
                Wire second = new Wire(port)) {
            engine.polls().write(engine.pollRequest());
            second.write(engine.pollRequest());
            engine.posts().write(engine.postRequest(List.of(PACKETS.get(random.nextInt(PACKETS.size() - 1)))));
            end(second);
        }
    }

    /** Half of them go as TCP tells, half without a word. */
    private void end(Wire wire) throws IOException {
        if (random.nextBoolean()) {
            wire.reset();
        }
    }
}
