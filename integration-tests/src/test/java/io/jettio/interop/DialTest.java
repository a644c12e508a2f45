package io.jettio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Patience;
import io.jettio.integration.Ports;
import io.jettio.server.ConnectRefused;
import io.jettio.server.SocketIoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dial} as a process, against a server that this test holds in its hands. */
@Timeout(180)
class DialTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void refusalIsToldWithItsData() throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.use(request -> {
                throw new ConnectRefused("not \u001b[31mauthorized", Map.of("code", 7));
            });
            Process dial = dial(url(io));
            assertThat(dial.inputReader(StandardCharsets.UTF_8).lines())
                    .containsExactly(
                            "{\"what\":\"connect_error\",\"message\":\"not \\u001b[31mauthorized\",\"refused\":true,"
                                    + "\"data\":{\"code\":7}}");
            assertThat(exit(dial)).isEqualTo(1);
        }
    }

    @Test
    void wordsOfTheServerDoNotSteerATerminal() throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> socket.emit("\u001b]0;x\u0007", "\u009b2J"));
            Process dial = dial(url(io), "--text", "--listen");
            BufferedReader told = dial.inputReader(StandardCharsets.UTF_8);
            assertThat(told.readLine()).startsWith("connected to / as ");
            assertThat(told.readLine()).isEqualTo("< \"\\u001b]0;x\\u0007\" \"\\u009b2J\"");
        }
    }

    @Test
    void acksOfTheServerAreAnsweredAsTold() throws Exception {
        BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> socket.on("ready", payload -> {
                var unused = socket.emitWithAck("sum", Long.class, 1, 2).thenAccept(answers::add);
            }));
            Process dial = dial(url(io));
            BufferedReader told = dial.inputReader(StandardCharsets.UTF_8);
            try (Writer instructions = dial.outputWriter(StandardCharsets.UTF_8)) {
                instructions.write("answer sum 2\nanswer sum 3\nemit ready\nwait sum\n");
                instructions.flush();
                assertThat(answers.poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(3);
            }
            assertThat(told.lines()).anyMatch(line -> line.contains("\"event\":\"sum\",\"args\":[1,2]"));
            assertThat(exit(dial)).isZero();
        }
    }

    @Test
    void everyEventBeforeTheEndOfTheInputIsSent() throws Exception {
        for (String transport : new String[] {"polling", "websocket", "polling,websocket"}) {
            BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
            try (SocketIoServer io = SocketIoServer.create()) {
                io.onConnection(socket -> socket.on("n", Integer.class, received::add));
                Process dial = dial(url(io), "--transport", transport);
                try (Writer instructions = dial.outputWriter(StandardCharsets.UTF_8)) {
                    for (int i = 0; i < 300; i++) {
                        instructions.write("emit n " + i + "\n");
                    }
                }
                assertThat(exit(dial)).isZero();
                for (int i = 0; i < 300; i++) {
                    assertThat(received.poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                            .as(transport)
                            .isEqualTo(i);
                }
            }
        }
    }

    @Test
    void reconnectionIsToldAndWhatWaitsIsSent() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        SocketIoServer first = SocketIoServer.create();
        int port = Ports.unused();
        first.listen("127.0.0.1", port);
        Process dial = dial("http://127.0.0.1:" + port, "--timeout", "30");
        BufferedReader told = dial.inputReader(StandardCharsets.UTF_8);
        assertThat(told.readLine()).contains("\"what\":\"connect\"");
        first.close();
        assertThat(told.readLine()).contains("\"what\":\"disconnect\",\"reason\":\"transport ");
        try (SocketIoServer second = SocketIoServer.create()) {
            second.onConnection(socket -> socket.on("late", String.class, received::add));
            second.listen("127.0.0.1", port);
            try (Writer instructions = dial.outputWriter(StandardCharsets.UTF_8)) {
                instructions.write("emit late \"but here\"\n");
            }
            assertThat(exit(dial)).isZero();
            assertThat(received.poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("but here");
            assertThat(told.lines().map(line -> line.replaceAll("\\{\"what\":\"(\\w+)\".*", "$1")))
                    .contains("reconnect_attempt", "reconnect", "connect")
                    .endsWith("disconnect");
        }
    }

    @Test
    void serverThatEndsTheConnectionEndsListening() throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> socket.on("bye", payload -> socket.disconnect()));
            Process dial = dial(url(io), "--listen");
            try (Writer instructions = dial.outputWriter(StandardCharsets.UTF_8)) {
                instructions.write("emit bye");
            }
            assertThat(dial.inputReader(StandardCharsets.UTF_8).lines())
                    .last()
                    .asString()
                    .contains("\"reason\":\"io server disconnect\"");
            assertThat(exit(dial)).isEqualTo(1);
        }
    }

    @Test
    void signalEndsListeningAndLeavesTheServer() throws Exception {
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> socket.onDisconnect(reason -> left.add(reason.toString())));
            Process dial = dial(url(io), "--listen");
            dial.getOutputStream().close();
            assertThat(dial.inputReader(StandardCharsets.UTF_8).readLine()).contains("\"what\":\"connect\"");
            dial.toHandle().destroy();
            assertThat(left.poll(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("client namespace disconnect");
        }
    }

    /** As the program {@code script} makes one. */
    @Test
    void onATerminalItTellsInColour() throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> socket.on("ask", String.class, text -> socket.emit("answer", text)));
            String command = String.join(" ", command(url(io)));
            Process terminal = started("script", "-qefc", command, "/dev/null");
            BufferedReader told = terminal.inputReader(StandardCharsets.UTF_8);
            assertThat(told.readLine()).startsWith("\u001b[32mconnected to / as ");
            try (Writer instructions = terminal.outputWriter(StandardCharsets.UTF_8)) {
                instructions.write("ask nobody\nemit ask me\nwait answer\nquit\n");
                instructions.flush();
                assertThat(told.lines())
                        .contains(
                                "\u001b[31mthere is no instruction ask; help lists them\u001b[0m",
                                "\u001b[36m< answer \"me\"\u001b[0m");
            }
            assertThat(exit(terminal)).isZero();
        }
    }

    private static String url(SocketIoServer io) {
        return "http://127.0.0.1:" + io.listen("127.0.0.1", 0).port();
    }

    private Process dial(String... arguments) throws IOException {
        return started(command(arguments));
    }

    private static String[] command(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Interop.class.getName(),
                                "dial"),
                        Stream.of(arguments))
                .toArray(String[]::new);
    }

    private Process started(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
