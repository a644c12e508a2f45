package io.jettio.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Names a generic type at run time, as in {@code new TypeRef<List<Message>>() {}}. Make it with an anonymous subclass;
 * instances are immutable.
 *
 * @param <T> the type that is named
 */
public abstract class TypeRef<T extends @Nullable Object> {
    private final Type type;

    /**
     * Reads the type argument of the anonymous subclass.
     *
     * @throws IllegalStateException if the subclass names no type argument
     */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
                || parent.getRawType() != TypeRef.class) {
            throw new IllegalStateException("TypeRef needs a type argument: new TypeRef<List<String>>() {}");
        }
        this.type = parent.getActualTypeArguments()[0];
    }

    /**
     * {@return the named type}
     */
    public final Type type() {
        return type;
    }

    /**
     * {@return the named type as text}
     */
    @Override
    public String toString() {
        return type.getTypeName();
    }
}
