package io.jettio.integration.servers;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server in a process of its own. */
public final class ProcessServer implements TestServer {
    private final Map<String, ?> fixed;
    private final LineProcess process;
    private volatile Journal journal = new Journal();
    // Reader's thread: the stream to which a connection's next attachments belong.
    private final Map<Object, String> attachments = new HashMap<>();

    private ProcessServer(String program, String release, Map<String, ?> fixed) {
        this.fixed = fixed;
        this.process = release == null
                ? LineProcess.python(program, this::report)
                : LineProcess.node(program, this::report, release);
    }

    /**
     * The JavaScript server.
     *
     * @param release the name under which it is installed
     */
    public static ProcessServer node(String release) {
        return new ProcessServer("server.mjs", release, Map.of());
    }

    /**
     * The JavaScript server with a parser.
     *
     * @param release the name under which it is installed
     * @param parser the package of its parser
     */
    public static ProcessServer node(String release, String parser) {
        return new ProcessServer("server.mjs", release, Map.of("parser", parser));
    }

    /** The server of Python. */
    public static ProcessServer python() {
        return new ProcessServer("server.py", null, Map.of());
    }

    /** The release of the server's package. */
    public String version() {
        return process.version();
    }

    @Override
    public int start(Map<String, ?> options, Journal fresh) {
        journal = fresh;
        Map<String, Object> instruction = new LinkedHashMap<>(fixed);
        instruction.put("options", options);
        return ((Number) command("start", instruction).get("port")).intValue();
    }

    @Override
    public Map<?, ?> command(String name, Map<String, ?> arguments) {
        Map<String, Object> instruction = new LinkedHashMap<>(arguments);
        instruction.put("cmd", name);
        return process.tell(instruction);
    }

    @Override
    public void stop() {
        command("stop", Map.of());
    }

    private void report(Map<?, ?> report) {
        String what = (String) report.get("what");
        switch (what) {
            case "packet" -> packet(report.get("connection"), report.get("data"));
            case "opened" -> journal.add("connections", "opened");
            case "closed" -> journal.add("closings", "closed");
            case "joined" ->
                line("joined", report.get("ns"), withoutIds(json(report.get("auth"))), report.get("recovered"));
            case "left" -> line("left", report.get("ns"), report.get("reason"));
            case "event" -> line("event", report.get("ns"), report.get("event"), json(report.get("args")));
            case "answer" -> line("answer", json(report.get("args")));
            default -> line(what, report.get("ns"));
        }
    }

    private void line(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        journal.add("server", line.toString());
    }

    private static String json(Object value) {
        return LineProcess.JSON.toJson(value);
    }

    /** Attachments stand behind the packet that they belong to. */
    private void packet(Object connection, Object data) {
        if (data instanceof String text) {
            String stream = "packets " + namespace(text);
            attachments.put(connection, stream);
            journal.add(stream, withoutIds(text));
        } else {
            journal.add(attachments.getOrDefault(connection, "packets"), json(data));
        }
    }

    /** Those of recovery differ each time. */
    private static String withoutIds(String text) {
        return text.replaceAll("(\"(pid|offset)\":)\"[^\"]*\"", "$1\"…\"");
    }

    private static String namespace(String packet) {
        int start = 1;
        while (start < packet.length() && (Character.isDigit(packet.charAt(start)) || packet.charAt(start) == '-')) {
            start++;
        }
        if (start == packet.length() || packet.charAt(start) != '/') {
            return "/";
        }
        int end = packet.indexOf(',', start);
        return packet.substring(start, end < 0 ? packet.length() : end);
    }

    @Override
    public void end() throws Exception {
        process.end();
    }
}
