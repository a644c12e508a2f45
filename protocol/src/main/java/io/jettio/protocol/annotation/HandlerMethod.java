package io.jettio.protocol.annotation;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One handler method of one object, ready to be called. Immutable and thread-safe. */
public final class HandlerMethod {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

    private final String description;
    private final Class<? extends Annotation> kind;
    private final List<String> events;
    private final List<Argument> parameters;
    private final boolean returnsNothing;
    private final MethodHandle handle;

    /**
     * One parameter.
     *
     * @param type its type, in which the type parameters of generic superclasses have been replaced
     * @param isAuth whether it is marked with {@link Auth}
     */
    public record Argument(Type type, boolean isAuth) {}

    private HandlerMethod(
            Method method,
            Class<? extends Annotation> kind,
            List<String> events,
            List<Argument> parameters,
            MethodHandle handle) {
        this.description = describe(method);
        this.kind = kind;
        this.events = events;
        this.parameters = parameters;
        this.returnsNothing = method.getReturnType() == void.class;
        this.handle = handle;
    }

    static HandlerMethod of(
            Object handler, Method method, Method callable, Annotation annotation, TypeVariables variables) {
        List<String> events = annotation instanceof OnEvent named ? List.of(named.value()) : List.of();
        if (annotation instanceof OnEvent && events.isEmpty()) {
            throw new IllegalArgumentException(describe(method) + ": names no event");
        }
        List<Argument> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            Type type = variables.replaced(parameter.getParameterizedType());
            if (type == null) {
                throw new IllegalArgumentException(describe(method) + ": what the type parameters of "
                        + parameter.getParameterizedType() + " stand for is not known in "
                        + handler.getClass().getName());
            }
            parameters.add(new Argument(type, parameter.isAnnotationPresent(Auth.class)));
        }
        MethodHandle handle = reached(callable)
                .bindTo(handler)
                .asSpreader(Object[].class, parameters.size())
                .asType(SPREAD);
        return new HandlerMethod(method, annotation.annotationType(), events, List.copyOf(parameters), handle);
    }

    private static MethodHandle reached(Method method) {
        Class<?> type = method.getDeclaringClass();
        LOOKUP.lookupClass().getModule().addReads(type.getModule());
        try {
            return LOOKUP.unreflect(method);
        } catch (IllegalAccessException notPublic) {
            try {
                return MethodHandles.privateLookupIn(type, LOOKUP).unreflect(method);
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(
                        describe(method)
                                + ": is out of reach; make class and method public in an exported package, or let "
                                + type.getModule().getName() + " say \"opens " + type.getPackageName() + " to "
                                + LOOKUP.lookupClass().getModule().getName() + "\"",
                        e);
            }
        }
    }

    static String describe(Method method) {
        return method.getDeclaringClass().getName() + "."
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * {@return the annotation that makes it a handler}
     */
    public Class<? extends Annotation> kind() {
        return kind;
    }

    /**
     * {@return the names of the events, where it handles events; else none}
     */
    public List<String> events() {
        return events;
    }

    /**
     * {@return the parameters, in order}
     */
    public List<Argument> parameters() {
        return parameters;
    }

    /**
     * {@return whether it is {@code void}}
     */
    public boolean returnsNothing() {
        return returnsNothing;
    }

    /** What there may be one of in a class. */
    List<String> purposes() {
        return kind == OnEvent.class
                ? events.stream().map(event -> "\"" + event + "\"").toList()
                : List.of("@" + kind.getSimpleName());
    }

    /**
     * Calls the method.
     *
     * @param arguments as many as it has parameters, each of its parameter's type
     * @return what it returns; null where it is {@code void}
     * @throws Exception what it throws, as it is
     */
    public @Nullable Object call(@Nullable Object... arguments) throws Exception {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable neither) {
            throw new UndeclaredThrowableException(neither);
        }
    }

    /**
     * {@return an exception that says what is wrong about this method}
     *
     * @param why goes on after the method's name and a colon
     */
    public IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(description + ": " + why);
    }

    /**
     * {@return the method with its class and the types of its parameters}
     */
    @Override
    public String toString() {
        return description;
    }
}
