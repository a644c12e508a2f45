package io.jettio.server.data;

import io.jettio.protocol.TypeRef;
import java.lang.reflect.Type;
import java.util.Objects;

/**
 * The name and the type of a value that is kept with a socket; usually a constant. Keys are equal when both are. The name
 * is what other servers know the value by, and the type is what it is mapped to there.
 *
 * @param name the name, the only one of its kind in the application
 * @param type the type of the value
 * @param <T> the type of the value
 */
// The component alone gives T no use; it stands for the values that the key leads to.
@SuppressWarnings("UnusedTypeParameter")
public record DataKey<T>(String name, Type type) {
    /**
     * Checks that both are there.
     *
     * @param name the name
     * @param type the type of the value
     */
    public DataKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * {@return a key for values of a class}
     *
     * @param name the name
     * @param type the type of the value
     * @param <T> the type of the value
     */
    public static <T> DataKey<T> of(String name, Class<T> type) {
        return new DataKey<>(name, type);
    }

    /**
     * {@return a key for values of a generic type}
     *
     * @param name the name
     * @param type the type of the value
     * @param <T> the type of the value
     */
    public static <T> DataKey<T> of(String name, TypeRef<T> type) {
        return new DataKey<>(name, type.type());
    }
}
