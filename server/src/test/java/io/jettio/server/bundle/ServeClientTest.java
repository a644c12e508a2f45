package io.jettio.server.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.engine.ClientBundle;
import io.jettio.server.engine.Cors;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeClientTest {
    private static final String LARGE = "/* client */".repeat(500);

    @TempDir
    Path directory;

    @BeforeEach
    void writeBundle() throws Exception {
        Path dist = Files.createDirectories(directory.resolve("dist"));
        for (String name : ClientBundle.fileNames()) {
            Files.writeString(dist.resolve(name), name.equals("socket.io.js") ? LARGE : name);
        }
        Files.writeString(dist.resolve("secret.txt"), "secret");
        Files.writeString(directory.resolve("outside.js"), "secret");
    }

    private MountedEngine server() throws Exception {
        return new MountedEngine(
                options -> options.serveClient(ClientBundle.directory(directory.resolve("dist"))), socket -> {});
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    @Tag("feature:1.43")
    void everyFileIsServedWithItsType() throws Exception {
        try (MountedEngine server = server()) {
            for (String name : ClientBundle.fileNames()) {
                HttpResponse<byte[]> response = server.get("/engine.io/" + name + "?v=1");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(header(response, "content-type"))
                        .isEqualTo(
                                name.endsWith(".map")
                                        ? "application/json; charset=utf-8"
                                        : "application/javascript; charset=utf-8");
                assertThat(header(response, "cache-control")).isEqualTo("public, max-age=0");
                assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
                assertThat(MountedEngine.text(response)).isEqualTo(name.equals("socket.io.js") ? LARGE : name);
            }
        }
    }

    @Test
    void fileIsReadOnce() throws Exception {
        try (MountedEngine server = server()) {
            server.get("/engine.io/socket.io.js");
            Files.delete(directory.resolve("dist/socket.io.js"));
            assertThat(MountedEngine.text(server.get("/engine.io/socket.io.js")))
                    .isEqualTo(LARGE);
        }
    }

    @Test
    @Tag("feature:1.43")
    void whoHasTheFileIsToldSo() throws Exception {
        try (MountedEngine server = server()) {
            String path = "/engine.io/socket.io.js";
            String tag = header(server.get(path), "etag");
            assertThat(tag).matches("\"[0-9a-f]{32}\"");
            for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
                HttpResponse<byte[]> response = server.get(path, "If-None-Match", known);
                assertThat(response.statusCode()).isEqualTo(304);
                assertThat(response.body()).isEmpty();
                assertThat(header(response, "etag")).isEqualTo(tag);
            }
            assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode())
                    .isEqualTo(200);
            assertThat(header(server.get("/engine.io/socket.io.min.js"), "etag"))
                    .isNotEqualTo(tag);
        }
    }

    @Test
    void largeFileIsGzippedForWhoAcceptsItUnderATagOfItsOwn() throws Exception {
        try (MountedEngine server = server()) {
            String path = "/engine.io/socket.io.js";
            HttpResponse<byte[]> plain = server.get(path);
            HttpResponse<byte[]> coded = server.get(path, "Accept-Encoding", "gzip, deflate, br");
            assertThat(header(plain, "content-encoding")).isEqualTo("none");
            assertThat(header(coded, "content-encoding")).isEqualTo("gzip");
            assertThat(header(plain, "vary")).isEqualTo("Accept-Encoding");
            assertThat(header(coded, "vary")).isEqualTo("Accept-Encoding");
            assertThat(header(coded, "etag")).isNotEqualTo(header(plain, "etag"));
            byte[] content = new GZIPInputStream(new ByteArrayInputStream(coded.body())).readAllBytes();
            assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(LARGE);
            assertThat(server.get(path, "Accept-Encoding", "gzip", "If-None-Match", header(coded, "etag"))
                            .statusCode())
                    .isEqualTo(304);
            assertThat(header(server.get("/engine.io/socket.io.min.js", "Accept-Encoding", "gzip"), "content-encoding"))
                    .isEqualTo("none");
        }
    }

    @Test
    void headHasTheHeadersAndNoBody() throws Exception {
        try (MountedEngine server = server()) {
            HttpResponse<byte[]> response = server.send("HEAD", "/engine.io/socket.io.js", "");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "content-length")).isEqualTo(Integer.toString(LARGE.length()));
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        try (MountedEngine server = server()) {
            HttpResponse<byte[]> response = server.send("POST", "/engine.io/socket.io.js", "x");
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret.txt",
                "../outside.js",
                "..%2foutside.js",
                "%2e%2e/outside.js",
                "..%5coutside.js",
                "socket.io.js/",
                "socket.io.js/../secret.txt",
                "socket.io.js%00.txt",
                "Socket.io.js",
                "dist/socket.io.js",
                "socket.io.js.map.map"
            })
    void nothingElseIsServed(String name) throws Exception {
        try (MountedEngine server = server();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            // A raw request, since clients normalise paths.
            socket.getOutputStream()
                    .write(("GET /engine.io/" + name + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
            assertThat(answer).doesNotContain("\r\n\r\nsecret");
        }
    }

    @Test
    void fileThatTheBundleLacksIsNotFound() throws Exception {
        Files.delete(directory.resolve("dist/socket.io.msgpack.min.js"));
        try (MountedEngine server = server()) {
            assertThat(server.get("/engine.io/socket.io.msgpack.min.js").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void filesMayComeFromTheClassPath() throws Exception {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
                MountedEngine server = new MountedEngine(
                        options -> options.serveClient(ClientBundle.resources(loader, "dist")), socket -> {})) {
            assertThat(MountedEngine.text(server.get("/engine.io/socket.io.js")))
                    .isEqualTo(LARGE);
        }
    }

    @Test
    void configuredOriginsMayReadTheFiles() throws Exception {
        try (MountedEngine server = new MountedEngine(
                options -> options.cors(Cors.origins("https://app.example"))
                        .serveClient(ClientBundle.directory(directory.resolve("dist"))),
                socket -> {})) {
            String allowed = "access-control-allow-origin";
            assertThat(header(server.get("/engine.io/socket.io.js", "Origin", "https://app.example"), allowed))
                    .isEqualTo("https://app.example");
            HttpResponse<byte[]> other = server.get("/engine.io/socket.io.js", "Origin", "https://evil.example");
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(header(other, allowed)).isEqualTo("none");
        }
    }

    @Test
    void bundleOpensOnlyTheClientsFiles() {
        ClientBundle bundle = ClientBundle.directory(directory);
        assertThatThrownBy(() -> bundle.open("outside.js")).isInstanceOf(IllegalArgumentException.class);
    }
}
