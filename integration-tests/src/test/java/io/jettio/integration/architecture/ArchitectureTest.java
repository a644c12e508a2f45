package io.jettio.integration.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.jettio.adapter.wrong.CuriousSuite;
import io.jettio.client.wrong.CuriousClient;
import io.jettio.client.wrong.ThreadedApi;
import io.jettio.common.wrong.PartialLane;
import io.jettio.harness.wrong.CuriousCase;
import io.jettio.json.wrong.CuriousCodec;
import io.jettio.parser.wrong.CuriousParser;
import io.jettio.protocol.wrong.ImpureCodec;
import io.jettio.server.engine.wrong.NamespaceAwareEngine;
import io.jettio.server.internal.wrong.JettyAwareInternal;
import io.jettio.server.wrong.LeakyApi;
import io.jettio.server.wrong.one.First;
import io.jettio.server.wrong.two.Second;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports run one way in the classes that ship, and the rules that say so can fail. */
class ArchitectureTest {
    /** It runs servers and clients whole, but on carriers, threads and time of its own. */
    private static final String TEST_KIT = "io.jettio.testing";

    private static JavaClasses shipped;

    @BeforeAll
    static void readClasses() {
        shipped = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(
                        "io.jettio.protocol",
                        "io.jettio.common",
                        "io.jettio.server",
                        "io.jettio.client",
                        "io.jettio.parser",
                        "io.jettio.json",
                        "io.jettio.adapter");
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, 80",
        "common, 9",
        "server, 90",
        "client, 70",
        "parser.msgpack, 10",
        "json.jackson, 7",
        "adapter, 15"
    })
    void everyModuleWasRead(String module, int atLeast) {
        assertThat(inModule(module)).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(Architecture.THE_PROTOCOL_KNOWS_NOBODY, Set.of(ImpureCodec.class)),
                Arguments.of(Architecture.COMMON_KNOWS_NEITHER_SERVER_NOR_CLIENT, Set.of(PartialLane.class)),
                Arguments.of(Architecture.SERVER_DOES_NOT_KNOW_THE_CLIENT, Set.of(LeakyApi.class)),
                Arguments.of(Architecture.CLIENT_DOES_NOT_KNOW_THE_SERVER, Set.of(CuriousClient.class)),
                Arguments.of(Architecture.A_PARSER_DEPENDS_ON_THE_SPI_FOR_PARSERS_ONLY, Set.of(CuriousParser.class)),
                Arguments.of(Architecture.A_CODEC_DEPENDS_ON_THE_SPI_FOR_CODECS_ONLY, Set.of(CuriousCodec.class)),
                Arguments.of(Architecture.NOBODY_KNOWS_THE_LEAVES, Set.of(CuriousClient.class)),
                Arguments.of(Architecture.THE_ADAPTER_SUITE_KNOWS_THE_INTERFACE_ONLY, Set.of(CuriousSuite.class)),
                Arguments.of(Architecture.ONLY_A_FACTORY_NAMES_ITS_IMPLEMENTATION, Set.of(LeakyApi.class)),
                Arguments.of(Architecture.INTERNAL_DOES_NOT_KNOW_WHAT_IS_ON_JETTY, Set.of(JettyAwareInternal.class)),
                Arguments.of(Architecture.ENGINE_DOES_NOT_KNOW_SOCKET_IO, Set.of(NamespaceAwareEngine.class)),
                Arguments.of(Architecture.NO_PACKAGE_CYCLES, Set.of(First.class, Second.class)),
                Arguments.of(Architecture.ONLY_JETTY_PACKAGES_MENTION_JETTY, Set.of(ImpureCodec.class)),
                Arguments.of(Architecture.ONLY_THE_JSON_PACKAGE_MENTIONS_GSON, Set.of(ImpureCodec.class)),
                Arguments.of(Architecture.ONLY_ITS_LEAF_MENTIONS_JACKSON, Set.of(CuriousParser.class)),
                Arguments.of(Architecture.PROTOCOL_IS_PURE, Set.of(ImpureCodec.class)),
                Arguments.of(Architecture.EVERY_PACKAGE_IS_NULL_MARKED, Set.of(ImpureCodec.class)),
                Arguments.of(Architecture.NO_EXPORTED_SIGNATURE_MENTIONS_AN_INTERNAL_TYPE, Set.of(LeakyApi.class)),
                Arguments.of(Architecture.NO_EXPORTED_SIGNATURE_MENTIONS_AN_INTERNAL_TYPE, Set.of(ThreadedApi.class)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shippedClassesKeepTheRule(ArchRule rule, Set<Class<?>> wrong) {
        rule.check(shipped);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void classesThatBreakTheRuleAreFound(ArchRule rule, Set<Class<?>> wrong) {
        JavaClasses broken = new ClassFileImporter().importClasses(wrong);
        assertThat(rule.evaluate(broken).hasViolation())
                .as("%s must not allow %s", rule.getDescription(), wrong)
                .isTrue();
    }

    /** What checks servers of any language shares no code with ours: a defect in it would hide itself. */
    @Test
    void harnessKnowsNothingOfJettio() {
        JavaClasses harness = harness();
        Architecture.THE_HARNESS_KNOWS_NOTHING_OF_JETTIO.check(harness);
        JavaClasses curious = new ClassFileImporter().importClasses(CuriousCase.class);
        assertThat(Architecture.THE_HARNESS_KNOWS_NOTHING_OF_JETTIO
                        .evaluate(curious)
                        .hasViolation())
                .isTrue();
    }

    /** What checks is apart from what is checked: a server, or a client. */
    @Test
    void packagesOfTheHarnessHaveNoCycles() {
        Architecture.NO_PACKAGE_CYCLES.check(harness());
    }

    private static JavaClasses harness() {
        JavaClasses harness = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jettio.harness");
        assertThat(harness).hasSizeGreaterThan(40);
        return harness;
    }

    @ParameterizedTest
    @CsvSource({"java.lang.Thread", "nanoTime", "org.slf4j.Logger", "java.net.URI"})
    void everyImpurityIsFound(String impurity) {
        JavaClasses broken = new ClassFileImporter().importClasses(ImpureCodec.class);
        assertThat(Architecture.PROTOCOL_IS_PURE
                        .evaluate(broken)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(detail -> detail.contains(impurity));
    }

    @ParameterizedTest
    @CsvSource({"protocol", "common", "server", "client", "parser.msgpack", "json.jackson", "adapter"})
    void everyPackageIsExportedButInternalOnes(String module) throws IOException {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : inModule(module)) {
            if (!type.getPackageName().contains(".internal")) {
                packages.add(type.getPackageName());
            }
        }
        Set<String> exported = new TreeSet<>();
        for (ModuleDescriptor.Exports exports : descriptor(module).exports()) {
            if (exports.source().contains(".internal")) {
                assertThat(exports.targets()).as(exports.toString()).containsExactly(TEST_KIT);
            } else {
                assertThat(exports.targets()).as(exports.toString()).isEqualTo(seenBy(module));
                exported.add(exports.source());
            }
        }
        assertThat(exported).isEqualTo(packages);
    }

    /** Who sees what a module exports; nobody by name where everybody does. */
    private static Set<String> seenBy(String module) {
        return module.equals("common") ? Set.of("io.jettio.server", "io.jettio.client", TEST_KIT) : Set.of();
    }

    @Test
    void fixturesAreNotTakenForShippedClasses() {
        assertThat(shipped.contain(ImpureCodec.class)).isFalse();
    }

    private static Set<JavaClass> inModule(String module) {
        Set<JavaClass> found = new TreeSet<>((one, other) -> one.getName().compareTo(other.getName()));
        for (JavaClass type : shipped) {
            if (type.getName().startsWith("io.jettio." + module + ".")) {
                found.add(type);
            }
        }
        return found;
    }

    /** Read from beside a class of the module: a folder of classes, or a jar. */
    private static ModuleDescriptor descriptor(String module) throws IOException {
        JavaClass any = inModule(module).iterator().next();
        URI location = any.getSource().orElseThrow().getUri();
        String path = any.getName().replace('.', '/') + ".class";
        String text = location.toString();
        URI descriptor = URI.create(text.substring(0, text.length() - path.length()) + "module-info.class");
        try (InputStream in = descriptor.toURL().openStream()) {
            return ModuleDescriptor.read(in);
        }
    }
}
