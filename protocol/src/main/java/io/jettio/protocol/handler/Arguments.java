package io.jettio.protocol.handler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Argument lists for the {@code emit} and {@code send} overloads, which may hold nulls. */
public final class Arguments {
    private Arguments() {}

    /**
     * {@return a list of one argument}
     *
     * @param argument the argument; an array or a list is one argument
     */
    public static List<@Nullable Object> of(@Nullable Object argument) {
        return Collections.singletonList(argument);
    }

    /**
     * {@return a list of two or more arguments}
     *
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     */
    public static List<@Nullable Object> of(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(2 + more.length);
        all.add(first);
        all.add(second);
        all.addAll(Arrays.asList(more));
        return Collections.unmodifiableList(all);
    }
}
