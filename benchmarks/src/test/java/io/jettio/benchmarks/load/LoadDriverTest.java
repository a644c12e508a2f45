package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.benchmarks.HeldPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadDriverTest {
    @TempDir
    private static Path folder;

    private static Path keyStore;

    @BeforeAll
    static void makeKeyStore() throws Exception {
        keyStore = folder.resolve("loopback.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=loopback",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        Peer.PASSWORD,
                        "-keystore",
                        keyStore.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BLOCKED", "IDLE"})
    void everyReplyOfASocketIoServerIsAsExpected(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(false)) {
            assertEverythingIsAnswered(plan(scenario, peer.url(), false));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"ACK", "ECHO", "BIN", "TYPED", "CONNECT"})
    void everyReplyOfARawServerIsAsExpected(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(true)) {
            assertEverythingIsAnswered(plan(scenario, peer.url(), true));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BLOCKED", "IDLE"})
    void everyReplyIsAsExpectedUnderTls(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(false, keyStore)) {
            assertThat(peer.url().getScheme()).isEqualTo("https");
            assertEverythingIsAnswered(plan(scenario, peer.url(), false));
        }
    }

    @Test
    void messagesOfManyRecordsPassUnderTls() throws Exception {
        try (Peer peer = new Peer(false, keyStore)) {
            assertEverythingIsAnswered(new LoadPlan(
                    peer.url(),
                    false,
                    Scenario.BIN,
                    3,
                    2,
                    60_000,
                    0,
                    0.1,
                    ProcessHandle.current().pid()));
        }
    }

    @Test
    void anotherAnswerThanTheRequestAsksForIsNoticed() throws Exception {
        try (Peer peer = new Peer(false)) {
            // This peer answers an echo that wants no ack with the request itself, and knows no path: as raw, acks are
            // wrong.
            LoadPlan plan = plan(Scenario.ACK, peer.url(), true);
            assertThat(LoadDriver.run(plan).mismatched()).isPositive();
        }
    }

    @Test
    void refusedConnectionIsAnError() throws Exception {
        try (HeldPort port = new HeldPort()) {
            URI nobody = port.url();
            assertThatThrownBy(() -> LoadDriver.run(plan(Scenario.ACK, nobody, false)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(nobody.toString());
        }
    }

    private static void assertEverythingIsAnswered(LoadPlan plan) throws IOException {
        LoadReport report = LoadDriver.run(plan);
        assertThat(report.messages()).isPositive();
        assertThat(report.failures()).isZero();
        assertThat(report.latency().p50())
                .isPositive()
                .isLessThanOrEqualTo(report.latency().max());
        assertThat(report.cpuMicros()).isPositive();
        assertThat(report.toJson()).startsWith("{\"scenario\":").contains("\"mismatched\":0");
    }

    private static LoadPlan plan(Scenario scenario, URI url, boolean raw) {
        return new LoadPlan(
                url, raw, scenario, 5, 3, 300, 0, 0.03, ProcessHandle.current().pid());
    }
}
