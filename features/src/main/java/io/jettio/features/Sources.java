package io.jettio.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a test is written, which may be a rule that its class inherits. */
final class Sources {
    private static final Pattern HEADER = Pattern.compile("(?m)^(?:[a-z]+ )*(?:class|interface) \\w+([^{]*)\\{");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+)\\.(\\w+);");

    private final Path top;

    Sources(Path top) {
        this.top = top;
    }

    /**
     * {@return the file that declares a test, from the top of the repository}
     *
     * @param test the test
     * @throws IOException if no file of its module does
     */
    Path fileOf(TaggedTest test) throws IOException {
        String outermost = test.className().replaceFirst("\\$.*", "");
        Path folder = Path.of(test.module(), "src/test/java");
        return find(folder, outermost, test.method())
                .orElseThrow(() -> new IOException("no source declares " + test + " under " + folder));
    }

    private Optional<Path> find(Path folder, String className, String method) throws IOException {
        Path file = folder.resolve(className.replace('.', '/') + ".java");
        if (!Files.exists(top.resolve(file))) {
            return Optional.empty();
        }
        String text = Files.readString(top.resolve(file));
        if (method.isEmpty()
                || Pattern.compile("\\b" + Pattern.quote(method) + "\\(")
                        .matcher(text)
                        .find()) {
            return Optional.of(file);
        }
        Matcher header = HEADER.matcher(text);
        if (header.find()) {
            Matcher parents = TYPE.matcher(header.group(1));
            while (parents.find()) {
                Optional<Path> found = find(folder, qualified(parents.group(), className, text), method);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String qualified(String simpleName, String neighbour, String text) {
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            if (imports.group(2).equals(simpleName)) {
                return imports.group(1) + "." + simpleName;
            }
        }
        return neighbour.substring(0, neighbour.lastIndexOf('.') + 1) + simpleName;
    }
}
