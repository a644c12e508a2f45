package io.jettio.server.data;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Values that the application keeps with a socket, such as who its user is. They live as long as the socket. Each method
 * is atomic and may be called from any thread. Values are kept as they are, not copied.
 *
 * <p>Not for implementation by applications.
 */
public interface SocketData {
    /**
     * {@return the value of a key, if there is one}
     *
     * @param key the key
     * @param <T> the type of the value
     * @throws ClassCastException if a value of another class was put under a key of the same name
     */
    <T> Optional<T> get(DataKey<T> key);

    /**
     * {@return the value of a key}
     *
     * @param key the key
     * @param <T> the type of the value
     * @throws java.util.NoSuchElementException if there is none
     * @throws ClassCastException if a value of another class was put under a key of the same name
     */
    <T> T require(DataKey<T> key);

    /**
     * {@return the value of a key, made when there is none} The supplier runs at most once for each value that is missing.
     *
     * @param key the key
     * @param value makes the value; must not use this data itself
     * @param <T> the type of the value
     * @throws ClassCastException if a value of another class was put under a key of the same name
     */
    <T> T computeIfAbsent(DataKey<T> key, Supplier<? extends T> value);

    /**
     * Keeps a value, in place of another of the same key.
     *
     * @param key the key
     * @param value the value
     * @param <T> the type of the value
     * @return this data
     * @throws ClassCastException if the value is not of the key's class
     */
    <T> SocketData put(DataKey<T> key, T value);

    /**
     * Forgets a value.
     *
     * @param key the key
     * @return this data
     */
    SocketData remove(DataKey<?> key);

    /**
     * {@return all values by the names of their keys, at this moment; a copy}
     */
    Map<String, Object> toMap();
}
