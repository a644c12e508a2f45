package io.jettio.integration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Which way imports run, as rules. */
final class Architecture {
    private static final String PROTOCOL = "io.jettio.protocol..";
    private static final String COMMON = "io.jettio.common..";
    private static final String SERVER = "io.jettio.server..";
    private static final String CLIENT = "io.jettio.client..";
    private static final String PARSERS = "io.jettio.parser..";
    private static final String CODECS = "io.jettio.json..";
    private static final String ADAPTER = "io.jettio.adapter..";
    private static final String INTERNAL = "..internal..";
    private static final String OURS_ON_JETTY = "io.jettio..jetty..";

    /** The entries of the API: each makes the implementation that it stands for, and nothing else public does. */
    private static final Set<String> FACTORIES = Set.of(
            "io.jettio.server.SocketIoServer",
            "io.jettio.server.engine.EngineServer",
            "io.jettio.client.ClientContext",
            "io.jettio.client.SocketIo",
            "io.jettio.client.Manager",
            "io.jettio.client.engine.CookieStore",
            "io.jettio.client.engine.EngineClient",
            "io.jettio.client.engine.Network",
            "io.jettio.client.engine.TlsOptions");

    private static final DescribedPredicate<JavaClass> FACTORY =
            describe("a public factory", type -> FACTORIES.contains(type.getName()));

    private static final DescribedPredicate<JavaClass> PUBLIC_API = describe(
            "an exported package outside Jetty's",
            type -> resideInAnyPackage(SERVER, CLIENT).test(type)
                    && !resideInAnyPackage(INTERNAL, OURS_ON_JETTY).test(type));

    private static final DescribedPredicate<JavaClass> IMPURE =
            describe("threads, clocks, I/O or logging", Architecture::isImpure);

    private Architecture() {}

    // ---------------------------------------------------------------- modules

    static final ArchRule THE_PROTOCOL_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMMON, SERVER, CLIENT);

    static final ArchRule COMMON_KNOWS_NEITHER_SERVER_NOR_CLIENT = noClasses()
            .that()
            .resideInAPackage(COMMON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVER, CLIENT);

    static final ArchRule SERVER_DOES_NOT_KNOW_THE_CLIENT = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLIENT);

    static final ArchRule CLIENT_DOES_NOT_KNOW_THE_SERVER = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER);

    static final ArchRule A_PARSER_DEPENDS_ON_THE_SPI_FOR_PARSERS_ONLY = noClasses()
            .that()
            .resideInAPackage(PARSERS)
            .should()
            .dependOnClassesThat(ours().and(not(resideInAnyPackage(
                            PARSERS,
                            "io.jettio.protocol",
                            "io.jettio.protocol.socketio",
                            "io.jettio.protocol.parser",
                            "io.jettio.protocol.json")))
                    .as("other packages of Jettio"));

    static final ArchRule A_CODEC_DEPENDS_ON_THE_SPI_FOR_CODECS_ONLY = noClasses()
            .that()
            .resideInAPackage(CODECS)
            .should()
            .dependOnClassesThat(
                    ours().and(not(resideInAnyPackage(CODECS, "io.jettio.protocol", "io.jettio.protocol.json")))
                            .as("other packages of Jettio"));

    static final ArchRule NOBODY_KNOWS_THE_LEAVES = noClasses()
            .that()
            .resideInAnyPackage(PROTOCOL, COMMON, SERVER, CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PARSERS, CODECS);

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("io.jettio..");
    }

    static final ArchRule THE_ADAPTER_SUITE_KNOWS_THE_INTERFACE_ONLY = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(SERVER, CLIENT)
                    .and(not(resideInAnyPackage("io.jettio.server.adapter..", "io.jettio.server.engine")))
                    .as("more of the server than the interface for adapters"));

    static final ArchRule THE_HARNESS_KNOWS_NOTHING_OF_JETTIO = noClasses()
            .that()
            .resideInAPackage("io.jettio.harness..")
            .should()
            .dependOnClassesThat(ours().and(not(resideInAPackage("io.jettio.harness..")))
                    .or(resideInAnyPackage("org.eclipse.jetty..", "org.slf4j.."))
                    .as("anything of Jettio or below it"));

    // ---------------------------------------------------------------- layers

    static final ArchRule ONLY_A_FACTORY_NAMES_ITS_IMPLEMENTATION = noClasses()
            .that(PUBLIC_API)
            .and(not(FACTORY))
            .should()
            .dependOnClassesThat(resideInAPackage(INTERNAL).or(resideInAPackage(OURS_ON_JETTY)));

    static final ArchRule INTERNAL_DOES_NOT_KNOW_WHAT_IS_ON_JETTY = noClasses()
            .that()
            .resideInAPackage(INTERNAL)
            .and()
            .resideOutsideOfPackage(OURS_ON_JETTY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OURS_ON_JETTY);

    static final ArchRule ENGINE_DOES_NOT_KNOW_SOCKET_IO = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.jettio.protocol.engineio..",
                    "io.jettio.server.engine..",
                    "io.jettio.server.internal.engine..",
                    "io.jettio.client.engine..",
                    "io.jettio.client.internal.engine..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.jettio.protocol.socketio..",
                            "io.jettio.protocol.parser..",
                            "io.jettio.server",
                            "io.jettio.server.internal.socketio..",
                            "io.jettio.client",
                            "io.jettio.client.internal")
                    .as("packages of Socket.IO"));

    static final ArchRule NO_PACKAGE_CYCLES = slices().assignedFrom(new PackageAsSlice())
            .should()
            .beFreeOfCycles()
            .ignoreDependency(FACTORY, resideInAPackage(INTERNAL));

    // ---------------------------------------------------------------- libraries

    static final ArchRule ONLY_JETTY_PACKAGES_MENTION_JETTY = noClasses()
            .that()
            .resideOutsideOfPackage(OURS_ON_JETTY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    static final ArchRule ONLY_THE_JSON_PACKAGE_MENTIONS_GSON = noClasses()
            .that()
            .resideOutsideOfPackage("io.jettio.protocol.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.gson..");

    static final ArchRule ONLY_ITS_LEAF_MENTIONS_JACKSON = noClasses()
            .that()
            .resideOutsideOfPackage("io.jettio.json.jackson..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    static final ArchRule PROTOCOL_IS_PURE = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat(IMPURE)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    // ---------------------------------------------------------------- packages

    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes().that().resideInAPackage("io.jettio..").should(new LiveInANullMarkedPackage());

    static final ArchRule NO_EXPORTED_SIGNATURE_MENTIONS_AN_INTERNAL_TYPE = classes()
            .that()
            .resideOutsideOfPackages(INTERNAL, COMMON)
            .and()
            .haveModifier(JavaModifier.PUBLIC)
            .should(new MentionOnlyExportedTypes());

    private static boolean isImpure(JavaClass type) {
        String name = type.getName();
        String inPackage = type.getPackageName();
        return switch (inPackage) {
            case "java.io" ->
                !Set.of(
                                "java.io.Reader",
                                "java.io.Writer",
                                "java.io.IOException",
                                "java.io.UncheckedIOException",
                                "java.io.Serializable",
                                "java.io.ObjectInputStream",
                                "java.io.ObjectOutputStream",
                                "java.io.InvalidObjectException")
                        .contains(name);
            case "java.util.concurrent" -> !name.equals("java.util.concurrent.CompletionStage");
            case "java.lang" ->
                Set.of("java.lang.Thread", "java.lang.ThreadLocal", "java.lang.Process")
                        .contains(name);
            case "java.time" -> name.equals("java.time.Clock");
            case "java.util" -> name.equals("java.util.Timer");
            default ->
                inPackage.startsWith("java.net")
                        || inPackage.startsWith("java.nio.channels")
                        || inPackage.startsWith("java.nio.file")
                        || inPackage.startsWith("java.util.concurrent.locks")
                        || inPackage.startsWith("java.util.logging")
                        || inPackage.startsWith("org.slf4j");
        };
    }
}
