package io.jettio.benchmarks.clients;

import io.jettio.benchmarks.Main;
import io.jettio.benchmarks.load.ProcessUsage;
import io.jettio.benchmarks.load.ServerMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the clients of one library. */
final class ClientProcess implements AutoCloseable {
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    private ClientProcess(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * What a run came to.
     *
     * @param messages how many replies
     * @param rate of them in a second
     * @param cpuMicros processor time of the client for each
     * @param wrong how many replies were wrong, since the start
     */
    record Figures(long messages, double rate, double cpuMicros, long wrong) {}

    /**
     * What a JVM takes.
     *
     * @param heap bytes of live objects
     * @param resident bytes of the process in the machine's memory
     * @param threads as the operating system counts them
     */
    record Memory(long heap, long resident, int threads) {}

    static ClientProcess start(List<String> java, Library library, Work work) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "client"));
        command.addAll(List.of("--library", library.name(), "--url", work.url().toString()));
        command.addAll(List.of("--task", work.task().name(), "--connections", "" + work.connections()));
        command.addAll(List.of("--outstanding", "" + work.outstanding(), "--payload", "" + work.payload()));
        ClientProcess started = new ClientProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.expect("ready");
        return started;
    }

    void open(int count) throws IOException {
        tell("open " + count);
        expect("done");
    }

    void disconnect() throws IOException {
        tell("disconnect");
        expect("done");
    }

    Figures run(double seconds) throws IOException {
        tell("run " + seconds);
        String[] words = answer().split(" ", -1);
        return new Figures(
                Long.parseLong(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3]));
    }

    Memory memory() throws IOException, InterruptedException {
        long heap = ServerMemory.of(process.pid()).bytes();
        String[] threads = Path.of("/proc", "" + process.pid(), "task").toFile().list();
        return new Memory(heap, ProcessUsage.residentBytes(process.pid()), threads == null ? 0 : threads.length);
    }

    private void tell(String line) throws IOException {
        questions.write(line + "\n");
        questions.flush();
    }

    private void expect(String line) throws IOException {
        String answer = answer();
        if (!answer.equals(line)) {
            throw new IOException("the clients say " + answer);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the clients have ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
