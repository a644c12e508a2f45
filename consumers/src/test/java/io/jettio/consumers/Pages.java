package io.jettio.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages at the top of the repository. */
final class Pages {
    /** The top of the repository. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private Pages() {}

    /**
     * {@return the text of a page}
     *
     * @param name its name
     */
    static String read(String name) throws IOException {
        return Files.readString(TOP.resolve(name));
    }
}
