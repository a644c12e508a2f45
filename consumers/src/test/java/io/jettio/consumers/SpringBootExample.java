package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Spring Boot example as a process, and the official client: for one line of Spring Boot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpringBootExample {
    private static final Path TARGET = Path.of("target", "projects").toAbsolutePath();
    private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");

    private final BootLine line;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();
    private Path jar;
    private App application;
    private String url;
    private int programs;

    SpringBootExample(BootLine line) {
        this.line = line;
    }

    @BeforeAll
    void build() throws Exception {
        jar = BootProject.build(line, TARGET, Maven.ofThisBuild(TARGET.resolve("settings.xml")));
    }

    @BeforeEach
    void startTheApplication() throws Exception {
        if (application == null) {
            start("--socketio.drain-timeout=12s"); // in which a program starts and is refused
        }
    }

    @AfterAll
    void stopTheApplication() throws IOException {
        if (application != null) {
            application.terminate();
            application.close();
            application = null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void eventsAcksAndRestShareAPort(String transports) throws Exception {
        try (App client = client(transports, "Ada")) {
            if (transports.contains(",")) {
                client.until("joined [", "upgraded \"websocket\"");
            } else {
                client.until("joined [");
            }
            String text = "by " + transports;
            client.say(text);
            assertThat(client.until("message ")).contains("\"nick\":\"Ada\",\"text\":\"" + text + "\"");
            String ack = client.until("ack ");
            assertThat(ack).contains("\"text\":\"" + text + "\"");

            HttpResponse<String> messages = get("/rooms/lobby/messages");
            assertThat(messages.statusCode()).isEqualTo(200);
            assertThat(messages.body()).contains(ack.substring("ack ".length()));
            HttpResponse<String> announced = http.send(
                    request("/rooms/lobby/announcements")
                            .POST(HttpRequest.BodyPublishers.ofString("tea is ready"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(announced.statusCode()).isEqualTo(200);
            assertThat(client.until("announcement ")).isEqualTo("announcement \"tea is ready\"");
        }
    }

    @Test
    void servicesAreCalledThroughSpringsProxy() throws Exception {
        try (App client = client("websocket", "Ada")) {
            client.until("joined ");
            client.say("onto Spring's executor");
            client.until("ack ");
            assertThat(application.until("saved message")).containsPattern("\\[ *task-\\d+\\]");
        }
    }

    @Test
    @Tag("feature:3.50")
    void handlersAreCalledThroughAProxyThatSubclassesThem() throws Exception {
        try (App own = java("--server.port=0")) {
            assertThat(own.until("registered ChatHandlers as ")).contains("ChatHandlers$$");
            assertRunsOnSpringsExecutor(own, "/history lobby", "looking up the history of lobby", "history ");
            own.terminate();
        }
    }

    @Test
    @Tag("feature:3.50")
    void handlersAreCalledThroughAProxyThatShowsTheirInterface() throws Exception {
        try (App own = java("--server.port=0", "--spring.aop.proxy-target-class=false")) {
            assertThat(own.until("registered SearchHandlers as ")).contains(".$Proxy");
            assertRunsOnSpringsExecutor(own, "/search tea", "searching", "search ");
            own.terminate();
        }
    }

    private void assertRunsOnSpringsExecutor(App own, String said, String logged, String acknowledged)
            throws Exception {
        Matcher started = STARTED.matcher(own.until("Jetty started on port "));
        assertThat(started.find()).isTrue();
        String address = "http://127.0.0.1:" + started.group(1);
        try (App client = client(address, "websocket", "Ada")) {
            client.until("joined ");
            client.say("tea is ready");
            client.until("ack ");
            client.say(said);
            assertThat(client.until(acknowledged)).contains("tea is ready");
            assertThat(own.until(logged)).containsPattern("\\[ *task-\\d+\\]");
        }
    }

    @Test
    void pageAndScriptAreServedBesideIt() throws Exception {
        assertThat(get("/").body()).contains("<script src=\"socket.io.min.js\">");
        assertThat(get("/socket.io.min.js").statusCode()).isEqualTo(200);
        assertThat(get("/rooms").statusCode()).isEqualTo(404);
    }

    @Test
    void itsStopDrains() throws Exception {
        try (App stays = client("websocket", "stays");
                App leaves = client("polling", "leaves")) {
            stays.until("joined ");
            leaves.until("joined ");
            HttpResponse<String> ready = get("/health");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"state\":\"accepting\",\"connections\":2");

            application.terminate();
            application.until("draining ");

            try (App late = client("polling", "late")) {
                assertThat(late.until("refused ")).contains("503");
            }
            HttpResponse<String> drains = get("/health");
            assertThat(drains.statusCode()).isEqualTo(503);
            assertThat(drains.body()).contains("\"state\":\"draining\"");
            assertThat(get("/rooms/lobby/messages").statusCode()).isEqualTo(200);
            for (App client : List.of(stays, leaves)) {
                client.say("still here");
                assertThat(client.until("ack ")).contains("still here");
            }
            leaves.sayNoMore();
            assertThat(stays.until("gone ")).isEqualTo("gone \"transport close\"");
            assertThat(application.until("drained; ")).endsWith("; 1 connections had to be closed");
            application.until("Graceful shutdown complete");
            assertThat(application.ended()).isEqualTo(143);
        } finally {
            stopTheApplication();
        }
    }

    @Test
    void theProfileLoadSaysWhatToMeasure() throws Exception {
        App load = java("--spring.profiles.active=load");
        try {
            assertThat(Long.parseLong(load.line("pid"))).isEqualTo(load.pid());
            assertThat(load.line("listening")).startsWith("on http://127.0.0.1:");
        } finally {
            load.terminate();
            load.close();
        }
    }

    private void start(String... options) throws Exception {
        application = java(
                Stream.concat(Stream.of("--server.port=0"), Stream.of(options)).toArray(String[]::new));
        try {
            Matcher started = STARTED.matcher(application.until("Jetty started on port "));
            assertThat(started.find()).isTrue();
            url = "http://127.0.0.1:" + started.group(1);
        } catch (Exception | AssertionError e) {
            stopTheApplication();
            throw e;
        }
    }

    private App java(String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return App.start(
                Stream.concat(
                                Stream.of(java, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", jar.toString()),
                                Stream.of(options))
                        .toList(),
                errors());
    }

    private App client(String transports, String nick) throws IOException {
        return client(url, transports, nick);
    }

    private App client(String address, String transports, String nick) throws IOException {
        return App.start(
                List.of("node", BootProject.EXAMPLE.resolve("client.mjs").toString(), address, transports, nick),
                errors());
    }

    private Path errors() {
        return TARGET.resolve("spring-boot-" + line.version() + "-errors" + ++programs + ".txt");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }
}
