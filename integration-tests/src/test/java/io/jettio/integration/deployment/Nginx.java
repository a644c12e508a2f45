package io.jettio.integration.deployment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    /** Starts one in a directory, in front of a server. */
    static Nginx start(Path parent, int backend, LoopbackTls tls) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError("nginx is missing; on Debian: apt-get install nginx");
        }
        Path home = Files.createTempDirectory(parent.toAbsolutePath(), "nginx-");
        int port = freePort();
        Files.writeString(home.resolve("nginx.conf"), configuration(port, backend, tls));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", home.toString(), "-c", "nginx.conf", "-e", "error.log")
                .inheritIO()
                .start();
        Nginx nginx = new Nginx(process, port);
        try {
            await().atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(nginx::accepts);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            e.addSuppressed(new IOException(Files.readString(home.resolve("error.log"))));
            throw e;
        }
        return nginx;
    }

    /** All that an nginx of nobody's needs around the part that the page shows, whose names are replaced. */
    private static String configuration(int port, int backend, LoopbackTls tls) throws IOException {
        String shown = recommended();
        shown = replaced(shown, "listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;");
        shown = replaced(shown, "server 127.0.0.1:3000;", "server 127.0.0.1:" + backend + ";");
        shown = replaced(
                shown, "/etc/nginx/tls/chat.example.pem", tls.certificate().toString());
        shown = replaced(shown, "/etc/nginx/tls/chat.example.key", tls.key().toString());
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
            """.formatted(shown);
    }

    private static String recommended() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        if (!block.find()) {
            throw new AssertionError("no configuration of nginx in " + PAGE);
        }
        return block.group(1);
    }

    private static String replaced(String text, String shown, String own) {
        if (!text.contains(shown)) {
            throw new AssertionError("the configuration in " + PAGE + " has no longer: " + shown);
        }
        return text.replace(shown, own);
    }

    /** A port that was free a moment ago: nginx cannot be told to choose one and to say which. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
        process.onExit().completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
        if (process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("nginx did not end");
        }
    }
}
