package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.ClientBundle;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serveClient} in the hands of an attacker: eight names, and nothing that only looks like one. */
class HostileFilesTest {
    @TempDir
    static Path directory;

    @RegisterExtension
    static final WitnessedEngine SERVER =
            WitnessedEngine.mounted(options -> options.serveClient(ClientBundle.directory(directory.resolve("dist"))));

    private static final String FILE = "/engine.io/socket.io.js";
    private static final String CONTENT = "/* the client */".repeat(200);

    @BeforeAll
    static void writeFiles() throws IOException {
        Path dist = Files.createDirectories(directory.resolve("dist"));
        Files.writeString(dist.resolve("socket.io.js"), CONTENT);
        Files.writeString(dist.resolve("secret.js"), "secret");
        Files.writeString(directory.resolve("secret.js"), "secret");
        Files.createDirectories(dist.resolve("socket.io.min.js").resolve("secret.js"));
    }

    @AfterAll
    static void filesAreAsTheyWere() throws IOException {
        assertThat(Files.readString(directory.resolve("dist/socket.io.js"))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine.io/secret.js",
                "/engine.io/../secret.js",
                "/engine.io/..%2fsecret.js",
                "/engine.io/%2e%2e/secret.js",
                "/engine.io/%2e%2e%2fsecret.js",
                "/engine.io/%252e%252e%252fsecret.js",
                "/engine.io/%c0%ae%c0%ae/secret.js",
                "/engine.io/%uff0e%uff0e/secret.js",
                "/engine.io/..;/secret.js",
                "/engine.io/.;/secret.js",
                "/engine.io/..%5csecret.js",
                "/engine.io/..\\secret.js",
                "/engine.io/.%00./secret.js",
                "/engine.io/secret.js%00socket.io.js",
                "/engine.io/secret.js%0asocket.io.js",
                "/engine.io/secret.js?/socket.io.js",
                "/engine.io/socket.io.js/../secret.js",
                "/engine.io/socket.io.js/..;/secret.js",
                "/engine.io/socket.io.js%2f..%2fsecret.js",
                "/engine.io/socket.io.js%00",
                "/engine.io/socket.io.js%20",
                "/engine.io/socket.io.js.",
                "/engine.io/socket.io.js::$DATA",
                "/engine.io/SOCKET.IO.JS",
                "/engine.io/socket.io.min.js",
                "/engine.io/socket.io.min.js/secret.js",
                "/engine.io/socket.io.esm.min.js",
                "/engine.io//socket.io.js",
                "//engine.io/socket.io.js/x",
                "/engine.io/file:///etc/passwd",
                "/engine.io/%2fetc%2fpasswd",
                "/engine.io/socket.io.js%0d%0aX-Injected:%20yes",
                "/engine.io/socket.io.js%zz",
                "/engine.io/socket.io.js%",
                "/engine.io/%F0%9F%98%80"
            })
    void nameThatIsNotOneOfTheFilesFindsNothing(String target) {
        Answer answer = SERVER.get(target);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("secret\n", "root:").isNotEqualTo("secret");
        assertThat(answer.all("X-Injected")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FILE + "?EIO=4&transport=polling&sid=x",
                FILE + "?%zz",
                FILE + "?" + "../../secret.js",
                "/engine.io/%73ocket.io.js",
                "http://elsewhere.example" + FILE
            })
    void fileIsTheSameHoweverItsPathIsWritten(String target) {
        Answer answer = SERVER.get(target, "Host: elsewhere.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MOVE", "LOCK", "get", "X"})
    void fileCanOnlyBeRead(String method) {
        Answer answer = SERVER.peer().request(method, FILE).answer();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void uploadIsRefusedUnread() {
        RawPeer hostile = SERVER.peer();
        hostile.send("PUT " + FILE + " HTTP/1.1\nHost: localhost\nContent-Length: 1000000000\n\nxxx");
        assertThat(hostile.answer().status()).isEqualTo(405);
        assertThat(hostile.readToEnd()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-None-Match: \"",
                "If-None-Match: W/",
                "If-None-Match: W/W/*",
                "If-None-Match: \"-gzip\"",
                "If-None-Match: ,,,,,,,,",
                "Range: bytes=0-0",
                "Range: bytes=0-0,1-1,2-2,3-3",
                "Range: bytes=-999999999999999999999",
                "If-Modified-Since: not a date",
                "Accept-Encoding: gzip;q=NaN",
                "Accept-Encoding: gzip;q=1e9",
                "Accept-Encoding: ../secret.js",
                "Accept: text/html",
                "Cookie: sid=x"
            })
    void headerThatMeansNothingChangesNothing(String header) {
        Answer answer = SERVER.get(FILE, header);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isNull();
        assertThat(answer.body()).isEqualTo(CONTENT);
    }

    @Test
    void conditionOfThousandsOfTagsIsReadOnce() {
        assertThat(SERVER.get(FILE, "If-None-Match: " + "\"x\",".repeat(1_500)).status())
                .isEqualTo(200);
        assertThat(SERVER.get(FILE, "Accept-Encoding: " + "gzip;q=0.1,".repeat(600))
                        .header("Content-Encoding"))
                .isNull();
    }

    @Test
    void pageOfAForeignOriginMayRunItButNotReadIt() {
        Answer answer = SERVER.get(FILE, "Origin: https://elsewhere.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
    }
}
