package io.jettio.protocol.socketio;

import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a packet as they are on the wire, typed only when somebody asks. Immutable and thread-safe.
 *
 * <p>Not for implementation by applications; a {@link io.jettio.protocol.parser.Parser} brings its own.
 */
public interface Payload {
    /**
     * {@return the number of arguments, without the event's name}
     */
    int size();

    /**
     * {@return the number of arguments that typed handlers get} Less than {@link #size()} where what follows belongs to the
     * protocol, such as the offset by which a client recovers; handlers that take the payload see that, too.
     */
    default int typedSize() {
        return size();
    }

    /**
     * Maps one argument to a type.
     *
     * @param index from 0; at or beyond {@link #size()} the argument is absent
     * @param type the wanted type; {@code Object.class} gives maps, lists, strings, {@code Long} (or
     *     {@code BigInteger} where it does not fit), {@code Double}, {@code Boolean} and {@code ByteBuffer}
     * @param <T> the wanted type
     * @return the value, or null for JSON null and for an absent argument
     * @throws io.jettio.protocol.json.JsonException if the argument does not fit the type
     */
    default <T> @Nullable T get(int index, Class<T> type) {
        @SuppressWarnings("unchecked")
        T value = (T) get(index, (Type) type);
        return value;
    }

    /**
     * Maps one argument to a generic type.
     *
     * @param index from 0; at or beyond {@link #size()} the argument is absent
     * @param type the wanted type
     * @param <T> the wanted type
     * @return the value, or null for JSON null and for an absent argument
     * @throws io.jettio.protocol.json.JsonException if the argument does not fit the type
     */
    default <T> @Nullable T get(int index, TypeRef<T> type) {
        @SuppressWarnings("unchecked")
        T value = (T) get(index, type.type());
        return value;
    }

    /**
     * Maps one argument to a type given by reflection.
     *
     * @param index from 0; at or beyond {@link #size()} the argument is absent
     * @param type the wanted type
     * @return the value, or null for JSON null and for an absent argument
     * @throws io.jettio.protocol.json.JsonException if the argument does not fit the type
     */
    @Nullable
    Object get(int index, Type type);

    /**
     * {@return the arguments as the text of a JSON array, attachments standing in it as placeholders}
     */
    String json();

    /**
     * {@return the binary attachments, in the order of their numbers; unmodifiable}
     */
    List<Frame.Binary> attachments();

    /**
     * {@return how many bytes the arguments hold, attachments included}
     */
    int bytes();
}
