package io.jettio.harness;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody reads what a command says while it runs. */
public final class Terminal {
    private Terminal() {}

    /** {@return whether both standard input and standard output are a terminal} */
    // Without a terminal there is none before JDK 22 and from 25 on; in between the console itself tells.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean attached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("java.io.Console does not say whether it is a terminal", e);
        }
    }

    /** {@return the terminal's character set, empty where there is no terminal} */
    public static Optional<Charset> charset() {
        return Optional.ofNullable(attached() ? System.console() : null).map(Console::charset);
    }

    /** {@return whether the terminal is there and wants colour, as the environment says} */
    public static boolean coloured() {
        return attached() && Ansi.AUTO.enabled();
    }
}
