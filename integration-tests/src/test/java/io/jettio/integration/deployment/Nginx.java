package io.jettio.integration.deployment;

import static io.jettio.integration.Patience.await;

import io.jettio.integration.Patience;
import io.jettio.integration.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An nginx of Debian's with the configuration that {@code docs/deployment.md} recommends, as a process of the test's. */
final class Nginx implements Deployment {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path PAGE = Path.of("..", "docs", "deployment.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```nginx\\n(.*?)^```$");

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one in a directory, in front of a server, as the page shows it. */
    static Nginx start(Path parent, int backend, LoopbackTls tls) throws Exception {
        return start(parent, replaced(shown(0), "server 127.0.0.1:3000;", "server 127.0.0.1:" + backend + ";"), tls);
    }

    /** Starts one in a directory with what stands inside {@code http}, all names but the host's own replaced. */
    static Nginx start(Path parent, String configuration, LoopbackTls tls) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError("nginx is missing; on Debian: apt-get install nginx");
        }
        Path home = Files.createTempDirectory(parent.toAbsolutePath(), "nginx-");
        int port = Ports.unused(); // it cannot be told to choose one and to say which
        Files.writeString(home.resolve("nginx.conf"), complete(configuration, port, tls));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", home.toString(), "-c", "nginx.conf", "-e", "error.log")
                .inheritIO()
                .start();
        Nginx nginx = new Nginx(process, port);
        try {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(nginx::accepts);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            e.addSuppressed(new IOException(Files.readString(home.resolve("error.log"))));
            throw e;
        }
        return nginx;
    }

    /** All that an nginx of nobody's needs around the part that the page shows, whose host is replaced. */
    private static String complete(String shown, int port, LoopbackTls tls) {
        String own = replaced(shown, "listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;");
        own = replaced(own, "/etc/nginx/tls/chat.example.pem", tls.certificate().toString());
        own = replaced(own, "/etc/nginx/tls/chat.example.key", tls.key().toString());
        return """
            daemon off;
            master_process off;
            pid nginx.pid;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path client_body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
            %s
            }
            """.formatted(own);
    }

    /** One of the blocks that the page shows, counted from 0: the whole, and what takes its upstream's place. */
    static String shown(int index) throws IOException {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(PAGE)).results().toList();
        if (blocks.size() <= index) {
            throw new AssertionError("only " + blocks.size() + " configurations of nginx in " + PAGE);
        }
        return blocks.get(index).group(1);
    }

    /** A line that the page names in its text. */
    static String shownInText(String pattern) throws IOException {
        Matcher line = Pattern.compile("`(" + pattern + ")`").matcher(Files.readString(PAGE));
        if (!line.find()) {
            throw new AssertionError("no " + pattern + " in the text of " + PAGE);
        }
        return line.group(1);
    }

    /** A configuration with something else in place of what the page shows. */
    static String replaced(String text, String shown, String own) {
        if (!text.contains(shown)) {
            throw new AssertionError("the configuration in " + PAGE + " has no longer: " + shown);
        }
        return text.replace(shown, own);
    }

    private boolean accepts() {
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public boolean secure() {
        return true;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(null, Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("nginx did not end");
        }
    }
}
