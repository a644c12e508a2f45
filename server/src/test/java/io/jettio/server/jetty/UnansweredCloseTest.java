package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 6455, section 7.1.1: a server may end the connection of a peer that does not answer its close. */
class UnansweredCloseTest {
    @Test
    @Timeout(30)
    void aPeerThatNeverAnswersACloseIsCutOff() throws IOException {
        try (SocketIoServer io = SocketIoServer.create(options -> options.connectTimeout(Duration.ofMillis(200)));
                Socket peer = webSocket(io.listen("127.0.0.1", 0).port())) {
            skipHeaders(new DataInputStream(peer.getInputStream()));
            // It joins no namespace, so that it is closed.
            assertCutOff(peer);
        }
    }

    @Test
    @Timeout(30)
    void soIsOneWhoseServerIsClosedInAJettyThatGoesOn() throws Exception {
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        SocketIoServer io = SocketIoServer.create(options -> {});
        jetty.setHandler(new SocketIoHandler(io, null));
        jetty.start();
        try (Socket peer = webSocket(connector.getLocalPort())) {
            skipHeaders(new DataInputStream(peer.getInputStream()));
            io.close();
            assertCutOff(peer);
            assertThat(jetty.isRunning()).isTrue();
        } finally {
            jetty.stop();
        }
    }

    /** It answers nothing, but keeps the connection busy. */
    private static void assertCutOff(Socket peer) throws IOException {
        InputStream in = peer.getInputStream();
        int frames = 0;
        try {
            while (in.read() >= 0) {
                peer.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0}); // a ping
                frames++;
            }
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (System.nanoTime() - until < 0) {
                peer.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0});
            }
            throw new AssertionError("still connected");
        } catch (EOFException | SocketException cut) {
            assertThat(frames)
                    .as("bytes of the open packet and the close came before")
                    .isPositive();
        }
    }

    private static Socket webSocket(int port) throws IOException {
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
        peer.setSoTimeout(20_000);
        String request = String.join(
                "\r\n",
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        peer.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return peer;
    }

    private static void skipHeaders(DataInputStream in) throws IOException {
        int last = 0;
        while (last != 0x0d0a0d0a) {
            last = last << 8 | in.readUnsignedByte();
        }
    }
}
