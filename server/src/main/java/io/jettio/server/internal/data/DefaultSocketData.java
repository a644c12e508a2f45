package io.jettio.server.internal.data;

import io.jettio.server.data.DataKey;
import io.jettio.server.data.SocketData;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values by the names of their keys. */
public final class DefaultSocketData implements SocketData {
    private final Map<String, Object> values = new ConcurrentHashMap<>(4);

    /** Nothing is kept yet. */
    public DefaultSocketData() {}

    /** What was kept elsewhere. */
    public DefaultSocketData(Map<String, Object> kept) {
        values.putAll(kept);
    }

    @Override
    public <T> Optional<T> get(DataKey<T> key) {
        Object value = values.get(key.name());
        return value == null ? Optional.empty() : Optional.of(checked(key, value));
    }

    @Override
    public <T> T require(DataKey<T> key) {
        return get(key).orElseThrow(() -> new NoSuchElementException("no \"" + key.name() + "\" is kept here"));
    }

    @Override
    public <T> T computeIfAbsent(DataKey<T> key, Supplier<? extends T> value) {
        return checked(
                key,
                values.computeIfAbsent(key.name(), name -> checked(key, Objects.requireNonNull(value.get(), "value"))));
    }

    @Override
    public <T> SocketData put(DataKey<T> key, T value) {
        values.put(key.name(), checked(key, Objects.requireNonNull(value, "value")));
        return this;
    }

    @Override
    public SocketData remove(DataKey<?> key) {
        values.remove(key.name());
        return this;
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.copyOf(values);
    }

    // The class is checked; what a generic type holds inside cannot be, and is the promise of who put it.
    @SuppressWarnings("unchecked")
    private static <T> T checked(DataKey<T> key, Object value) {
        Class<?> raw = rawClass(key.type());
        if (raw != null && !raw.isInstance(value)) {
            throw new ClassCastException("\"" + key.name() + "\" is a " + raw.getName() + " for this key, but a "
                    + value.getClass().getName());
        }
        return (T) value;
    }

    private static @Nullable Class<?> rawClass(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return raw instanceof Class<?> known && !known.isPrimitive() ? known : null;
    }
}
