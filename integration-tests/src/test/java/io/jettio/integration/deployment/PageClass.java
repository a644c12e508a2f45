package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A class that a page of {@code docs} shows, as it stands there. */
final class PageClass implements AutoCloseable {
    private final URLClassLoader loader;
    private final Class<?> type;

    /** Compiles it into a directory and loads it. */
    PageClass(String page, String name, Path directory) throws Exception {
        compile(page, name, directory);
        loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        type = loader.loadClass(name);
    }

    /** Compiles it into a directory. */
    static void compile(String page, String name, Path directory) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```java\\n((?:(?!^```$).)*?^public class " + name + " .*?)^```$")
                .matcher(Files.readString(Path.of("..", "docs", page)));
        assertThat(block.find()).as(name + " in " + page).isTrue();
        Path source = Files.writeString(directory.resolve(name + ".java"), block.group(1));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        System.err,
                        System.err,
                        "-proc:none",
                        "-d",
                        directory.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).as("the compiler's exit status").isZero();
    }

    /** Calls its public static method of a name. */
    @Nullable
    Object call(String method, Object... arguments) throws Exception {
        Method called = Arrays.stream(type.getMethods())
                .filter(one -> one.getName().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no public method " + method));
        return called.invoke(null, arguments);
    }

    /** Nothing more of it can be loaded. */
    @Override
    public void close() throws IOException {
        loader.close();
    }
}
