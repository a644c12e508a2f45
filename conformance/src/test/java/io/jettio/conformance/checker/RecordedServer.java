package io.jettio.conformance.checker;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A server that the build does not check in full: what the checker once found in it is a file. */
enum RecordedServer {
    PYTHON("python-socketio 5.7.2 on aiohttp", "python-socket.json", "src/test/python/socket_server.py"),
    NETTY(
            "netty-socketio 2.0.14",
            "netty-socket.json",
            "src/test/java/io/jettio/conformance/subject/NettySocketServer.java");

    /** What writes the files and the page anew. */
    static final String COMMAND = "mvn -B -pl conformance -am -Dtest=InteropRecording -DfailIfNoTests=false verify";

    private final String title;
    private final Path results;
    private final Path program;

    RecordedServer(String title, String results, String program) {
        this.title = title;
        this.results = Path.of("src/test/recorded", results);
        this.program = Path.of(program);
    }

    /** Its name and version. */
    String title() {
        return title;
    }

    /** The result of each case, with {@code varies} where not all runs came to it. */
    List<JsonObject> cases() throws IOException {
        return cases(Files.readString(results));
    }

    /** Of how many runs they are. */
    int runs() throws IOException {
        return JsonParser.parseString(Files.readString(results))
                .getAsJsonObject()
                .get("runs")
                .getAsInt();
    }

    private static List<JsonObject> cases(String report) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonElement each : JsonParser.parseString(report).getAsJsonObject().getAsJsonArray("cases")) {
            all.add(each.getAsJsonObject());
        }
        return all;
    }

    /** The program that was checked, by its digest. */
    String recordedProgram() throws IOException {
        return Files.readString(digest()).strip();
    }

    /** The program that is there today. */
    String program() throws IOException {
        try {
            byte[] text = Files.readString(program).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash) + "  " + program.getFileName();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Keeps what an odd number of runs found in today's program: of each case what most of them did.
     *
     * @param reports what {@code --json} wrote, run by run
     */
    void record(List<String> reports) throws IOException {
        List<List<JsonObject>> runs =
                reports.stream().map(RecordedServer::cases).toList();
        JsonArray kept = new JsonArray();
        for (int i = 0; i < runs.get(0).size(); i++) {
            int number = i;
            List<JsonObject> results = runs.stream().map(run -> run.get(number)).toList();
            List<JsonObject> passed = results.stream()
                    .filter(result -> result.get("passed").getAsBoolean())
                    .toList();
            boolean passes = passed.size() * 2 > runs.size();
            JsonObject first = results.stream()
                    .filter(result -> result.get("passed").getAsBoolean() == passes)
                    .findFirst()
                    .orElseThrow();
            first.addProperty("varies", !passed.isEmpty() && passed.size() < runs.size());
            kept.add(first);
        }
        JsonObject record = new JsonObject();
        record.addProperty("runs", runs.size());
        record.add("cases", kept);
        Files.writeString(
                results,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(record) + "\n");
        Files.writeString(digest(), program() + "\n");
    }

    private Path digest() {
        return results.resolveSibling(results.getFileName().toString().replace(".json", ".sha256"));
    }
}
