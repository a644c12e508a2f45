package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects outside the reactor, built from a repository into which only this build's artifacts were installed. */
class ConsumerProjectsTest {
    private static final Pattern ALLOWED = Pattern.compile("""
            (io\\.jettio:jettio-(protocol|common|server|client)\
            |org\\.eclipse\\.jetty(\\.[a-z]+)*:[a-z-]+\
            |com\\.google\\.code\\.gson:gson\
            |org\\.slf4j:slf4j-api\
            |org\\.jspecify:jspecify):jar:[^:]+:compile""");
    private static final Pattern LEAVES = Pattern.compile("""
            (io\\.jettio:jettio-(parser-msgpack|json-jackson)\
            |com\\.fasterxml\\.jackson\\.core:jackson-(databind|core|annotations)):jar:[^:]+:compile""");
    private static final Path FRESH_REPOSITORY = Path.of(Maven.property("jettio.fresh.repository"));
    private static final String VERSION = Maven.property("jettio.version");

    private static final List<ConsumerProject> PROJECTS = new ArrayList<>();

    @BeforeAll
    static void buildTheProjects() throws Exception {
        Path target = Path.of("target", "projects").toAbsolutePath();
        Maven maven = Maven.ofThisBuild(target.resolve("settings.xml"));
        for (String name : List.of("server-app", "client-app", "leaves-app", "kit-app")) {
            PROJECTS.add(ConsumerProject.build(name, false, VERSION, target, maven));
            PROJECTS.add(ConsumerProject.build(name, true, VERSION, target, maven));
        }
    }

    @ParameterizedTest(name = "server as a module: {0}, client as a module: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    @Tag("feature:8.6")
    void anEventAndAnAckCrossBetweenServerAndClient(boolean serverModular, boolean clientModular) throws Exception {
        try (App server = project("server-app", serverModular).start()) {
            assertThat(server.line("module")).isEqualTo(serverModular ? "app.server" : "null");
            String address = "http://127.0.0.1:" + server.line("port");
            assertThat(server.line("closed"))
                    .isEqualTo(
                            serverModular
                                    ? "app.server.closed.Closed.closed(): is out of reach; make class and method public in an"
                                            + " exported package, or let app.server say \"opens app.server.closed to"
                                            + " io.jettio.protocol\""
                                    : "registered");
            try (App client = project("client-app", clientModular).start(address)) {
                assertThat(client.line("module")).isEqualTo(clientModular ? "app.client" : "null");
                assertThat(client.line("event")).isEqualTo("Welcome");
                assertThat(client.line("ack")).isEqualTo("Hello, consumer");
                assertThat(client.ended()).as(client::problems).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server, org.eclipse.jetty:jetty-server:",
        "client, org.eclipse.jetty.websocket:jetty-websocket-jetty-client:"
    })
    void nothingComesAlongButProtocolCommonJettyGsonSlf4jAndJspecify(String side, String jetty) throws IOException {
        ConsumerProject project = project(side + "-app", false);
        System.out.println(project.tree());
        assertThat(project.dependencies())
                .allMatch(ALLOWED.asMatchPredicate())
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-" + side + ":"))
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-protocol:"))
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-common:"))
                .anyMatch(artifact -> artifact.startsWith(jetty));
        assertThat(project(side + "-app", true).dependencies()).isEqualTo(project.dependencies());
    }

    @ParameterizedTest(name = "as a module: {0}")
    @ValueSource(booleans = {false, true})
    @Tag("feature:2.12")
    @Tag("feature:2.14")
    void anAnnotatedTypeCrossesAsMessagePack(boolean modular) throws Exception {
        try (App app = project("leaves-app", modular).start()) {
            assertThat(app.line("module")).isEqualTo(modular ? "app.leaves" : "null");
            assertThat(app.line("ack")).isEqualTo("[{\"account_id\":7,\"picture\":{\"_placeholder\":true,\"num\":0}}]");
            assertThat(app.ended()).as(app::problems).isZero();
        }
    }

    @ParameterizedTest(name = "as a module: {0}")
    @ValueSource(booleans = {false, true})
    @Tag("feature:7.1")
    void handlersRunUnderTheKitWithoutJUnit(boolean modular) throws Exception {
        try (App app = project("kit-app", modular).start()) {
            assertThat(app.line("module")).isEqualTo(modular ? "app.kit" : "null");
            assertThat(app.line("event")).isEqualTo("hello");
            assertThat(app.line("end")).isEqualTo("[ping timeout]");
            assertThat(app.ended()).as(app::problems).isZero();
        }
    }

    @Test
    void theKitBringsNothingButServerAndClient() throws IOException {
        assertThat(project("kit-app", false).dependencies())
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-testing:"))
                .filteredOn(ALLOWED.asMatchPredicate().negate())
                .allMatch(artifact -> artifact.startsWith("io.jettio:jettio-testing:"));
    }

    @Test
    void theLeavesBringJacksonAndNothingElse() throws IOException {
        ConsumerProject project = project("leaves-app", false);
        assertThat(project.dependencies())
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-parser-msgpack:"))
                .anyMatch(artifact -> artifact.startsWith("io.jettio:jettio-json-jackson:"))
                .filteredOn(ALLOWED.asMatchPredicate().negate())
                .allMatch(LEAVES.asMatchPredicate());
    }

    @Test
    void theBomManagesJettioAndNothingElse() throws IOException {
        String bom = Files.readString(
                FRESH_REPOSITORY.resolve("io/jettio/jettio-bom/" + VERSION + "/jettio-bom-" + VERSION + ".pom"));
        assertThat(bom).doesNotContain("<parent>");
        List<String> groups = Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>")
                .matcher(bom)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(groups).isNotEmpty().containsOnly("io.jettio");
    }

    private static ConsumerProject project(String name, boolean modular) {
        return PROJECTS.stream()
                .filter(project -> project.name().equals(name) && project.modular() == modular)
                .findFirst()
                .orElseThrow();
    }
}
