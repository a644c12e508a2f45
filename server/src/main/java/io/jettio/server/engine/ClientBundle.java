package io.jettio.server.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of the JavaScript client are that a server hands out, the content of {@code dist} in the npm package
 * {@code socket.io-client}: {@link #fileNames()}. Only these names are ever looked up. Immutable.
 */
public final class ClientBundle {
    private static final Set<String> FILE_NAMES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    private interface Source {
        @Nullable
        InputStream open(String name) throws IOException;
    }

    private final Source source;
    private final String description;

    private ClientBundle(Source source, String description) {
        this.source = source;
        this.description = description;
    }

    /**
     * {@return the files in a directory}
     *
     * @param directory the directory; it may lack some of the files, which are answered with 404 then
     */
    public static ClientBundle directory(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new ClientBundle(
                name -> {
                    Path file = directory.resolve(name);
                    return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
                },
                directory.toString());
    }

    /**
     * {@return the files in a folder of the class path, such as
     * {@code META-INF/resources/webjars/socket.io-client/4.8.1/dist} of a WebJar}
     *
     * @param loader finds the files
     * @param folder the folder, without a slash in front
     */
    public static ClientBundle resources(ClassLoader loader, String folder) {
        Objects.requireNonNull(loader, "loader");
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return new ClientBundle(name -> loader.getResourceAsStream(prefix + name), "resources " + folder);
    }

    /**
     * {@return the names of the files that are served: the client as script, as minified script, as module, and with
     * the msgpack parser, each with its source map; unmodifiable}
     */
    public static Set<String> fileNames() {
        return FILE_NAMES;
    }

    /**
     * {@return the content of a file, or null where it is not there}
     *
     * @param name one of {@link #fileNames()}
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException for any other name
     */
    public @Nullable InputStream open(String name) throws IOException {
        if (!FILE_NAMES.contains(name)) {
            throw new IllegalArgumentException("no file of the client's");
        }
        return source.open(name);
    }

    /**
     * {@return where the files are}
     */
    @Override
    public String toString() {
        return "ClientBundle[" + description + "]";
    }
}
