package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadDriverTest {
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyReplyOfASocketIoServerIsAsExpected(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(false)) {
            assertEverythingIsAnswered(plan(scenario, peer.url(), false));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "BCAST")
    void everyReplyOfARawServerIsAsExpected(Scenario scenario) throws Exception {
        try (Peer peer = new Peer(true)) {
            assertEverythingIsAnswered(plan(scenario, peer.url(), true));
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
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThatThrownBy(() -> LoadDriver.run(plan(Scenario.ACK, nobody, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nobody.toString());
    }

    private static void assertEverythingIsAnswered(LoadPlan plan) throws IOException {
        LoadReport report = LoadDriver.run(plan);
        assertThat(report.messages()).isPositive();
        assertThat(report.mismatched()).isZero();
        assertThat(report.p50()).isPositive().isLessThanOrEqualTo(report.max());
        assertThat(report.cpuMicros()).isPositive();
        assertThat(report.toJson()).startsWith("{\"scenario\":").contains("\"mismatched\":0");
    }

    private static LoadPlan plan(Scenario scenario, URI url, boolean raw) {
        return new LoadPlan(
                url, raw, scenario, 5, 3, 300, 0, 0.03, ProcessHandle.current().pid());
    }
}
