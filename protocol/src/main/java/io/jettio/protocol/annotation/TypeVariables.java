package io.jettio.protocol.annotation;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the type parameters of an object's superclasses and interfaces stand for. */
final class TypeVariables {
    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    TypeVariables(Collection<Class<?>> lineage) {
        for (Class<?> type : lineage) {
            learn(type.getGenericSuperclass());
            for (Type parent : type.getGenericInterfaces()) {
                learn(parent);
            }
        }
    }

    private void learn(@Nullable Type parent) {
        if (parent instanceof ParameterizedType generic) {
            TypeVariable<?>[] names = ((Class<?>) generic.getRawType()).getTypeParameters();
            Type[] types = generic.getActualTypeArguments();
            for (int i = 0; i < names.length; i++) {
                known.putIfAbsent(names[i], types[i]);
            }
        }
    }

    /** A type without type parameters of classes, or null where one is not known. */
    @Nullable
    Type replaced(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type actual = known.get(variable);
            return actual == null ? null : replaced(actual);
        }
        if (type instanceof GenericArrayType array) {
            Type component = replaced(array.getGenericComponentType());
            if (component instanceof Class<?> raw) {
                return Array.newInstance(raw, 0).getClass();
            }
            return component == null ? null : new ArrayOf(component);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                Type argument = replaced(arguments[i]);
                if (argument == null) {
                    return null;
                }
                arguments[i] = argument;
            }
            return Arrays.equals(arguments, generic.getActualTypeArguments())
                    ? generic
                    : new Generic((Class<?>) generic.getRawType(), generic.getOwnerType(), arguments);
        }
        if (type instanceof WildcardType wildcard) {
            Type bound = replaced(wildcard.getUpperBounds()[0]);
            // What is read is of the upper bound, whatever the lower one.
            return bound == wildcard.getUpperBounds()[0] ? wildcard : bound;
        }
        return type;
    }

    /** The class of a type. */
    Class<?> erased(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(erased(array.getGenericComponentType()), 0).getClass();
        }
        if (type instanceof TypeVariable<?> variable) {
            Type actual = known.get(variable);
            return erased(actual == null ? variable.getBounds()[0] : actual);
        }
        return erased(((WildcardType) type).getUpperBounds()[0]);
    }

    private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {
        @Override
        public String toString() {
            return getGenericComponentType.getTypeName() + "[]";
        }
    }

    /** A generic class with other arguments than those that it was declared with. */
    private static final class Generic implements ParameterizedType {
        private final Class<?> raw;
        private final @Nullable Type owner;
        private final Type[] arguments;

        Generic(Class<?> raw, @Nullable Type owner, Type[] arguments) {
            this.raw = raw;
            this.owner = owner;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && raw == that.getRawType()
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return raw.getName()
                    + Arrays.stream(arguments).map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
        }
    }
}
