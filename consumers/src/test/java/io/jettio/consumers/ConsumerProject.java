package io.jettio.consumers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A project of somebody else's: it knows Jettio by its coordinates only.
 *
 * @param name its name, {@code server-app}, {@code client-app}, {@code leaves-app} or {@code kit-app}
 * @param modular whether it is a module
 * @param folder where it was built
 */
record ConsumerProject(String name, boolean modular, Path folder) {
    /**
     * Copies a project's template and builds it.
     *
     * @param name its name
     * @param modular whether to leave its module declaration in
     * @param version the version of Jettio
     * @param target where to put its folder
     * @param maven builds it
     * @return the project, built
     */
    static ConsumerProject build(String name, boolean modular, String version, Path target, Maven maven)
            throws IOException, InterruptedException {
        Path folder = target.resolve(name + (modular ? "-module-path" : "-class-path"));
        copy(Path.of("src", "test", "projects", name), folder, modular, version);
        maven.run(
                folder,
                "compile",
                "dependency:tree",
                "dependency:build-classpath",
                "-DoutputFile=target/tree.txt",
                "-Dmdep.outputFile=target/path.txt",
                "-Dmdep.includeScope=runtime");
        return new ConsumerProject(name, modular, folder);
    }

    /** {@return what {@code dependency:tree} prints} */
    String tree() throws IOException {
        return Files.readString(folder.resolve("target/tree.txt"));
    }

    /** {@return the artifacts of the tree, {@code group:artifact:type:version:scope} each, without the project itself} */
    List<String> dependencies() throws IOException {
        return tree().lines()
                .skip(1)
                .map(line -> line.replaceFirst("^[^A-Za-z]+", ""))
                .toList();
    }

    /**
     * Starts its main class, on the module path if it is a module.
     *
     * @param arguments the program's arguments
     * @return the program, running
     */
    App start(String... arguments) throws IOException {
        String path = Files.readString(folder.resolve("target/path.txt")).strip()
                + File.pathSeparator
                + folder.resolve("target/classes");
        String side = name.replace("-app", "");
        String module = "app." + side;
        String type = module + "." + side.substring(0, 1).toUpperCase(Locale.ROOT) + side.substring(1) + "App";
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(modular ? List.of("-p", path, "-m", module + "/" + type) : List.of("-cp", path, type));
        command.addAll(List.of(arguments));
        return App.start(command, folder.resolve("target/errors.txt"));
    }

    private static void copy(Path template, Path folder, boolean modular, String version) throws IOException {
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(template.relativize(file));
                if (file.endsWith("module-info.java") && !modular) {
                    continue;
                }
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("@jettio.version@", version));
            }
        }
    }
}
