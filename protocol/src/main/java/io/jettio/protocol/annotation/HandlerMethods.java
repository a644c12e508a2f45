package io.jettio.protocol.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The handler methods of an object, found once, when it is registered. An annotation counts for a method and for all that
 * override or implement it, so that it is found behind a proxy that subclasses the object's class or implements its
 * interfaces; the method is called on the object that was given, thus through the proxy. Where a proxy shows interfaces
 * that have no annotations, the class behind it can be named, and its methods are called by those of the interfaces.
 */
public final class HandlerMethods {
    private static final List<Class<? extends Annotation>> KINDS = List.of(
            OnConnect.class, OnConnectError.class, OnEvent.class, OnDisconnect.class, OnAny.class, OnError.class);

    private final Object handler;
    private final Set<Class<?>> lineage = new LinkedHashSet<>();
    private final TypeVariables variables;

    private HandlerMethods(Object handler, Class<?> annotated) {
        this.handler = handler;
        List<Class<?>> classes = new ArrayList<>();
        addClasses(annotated, classes);
        addClasses(handler.getClass(), classes);
        lineage.addAll(classes);
        classes.forEach(this::addInterfaces);
        this.variables = new TypeVariables(lineage);
    }

    private static void addClasses(Class<?> from, List<Class<?>> classes) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            classes.add(type);
        }
    }

    private void addInterfaces(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            lineage.add(parent);
            addInterfaces(parent);
        }
    }

    /**
     * {@return the handler methods of an object; at least one}
     *
     * @param handler the object
     * @throws IllegalArgumentException if the object has none, or two for the same, or one that is private, static or
     *     otherwise out of reach, or has two annotations, or a parameter whose type is not known
     */
    public static List<HandlerMethod> of(Object handler) {
        return of(handler, handler.getClass());
    }

    /**
     * {@return the handler methods of an object that stands before another one, as a proxy does; at least one}
     *
     * @param handler the object, on which the methods are called
     * @param annotated the class of the object behind it, where annotations are looked for, too
     * @throws IllegalArgumentException as {@link #of(Object)} does, or if a method of that class is in no interface of the
     *     object, which is not of that class
     */
    public static List<HandlerMethod> of(Object handler, Class<?> annotated) {
        return new HandlerMethods(
                        Objects.requireNonNull(handler, "handler"), Objects.requireNonNull(annotated, "annotated"))
                .find();
    }

    /**
     * {@return the namespace that an object's class names by {@link InNamespace}, as it stands there, or null}
     *
     * @param handler the object
     */
    public static @Nullable String namespaceOf(Object handler) {
        return namespaceOf(handler, handler.getClass());
    }

    /**
     * {@return the namespace that a class names by {@link InNamespace}, as it stands there, or null}
     *
     * @param handler the object
     * @param annotated its class, or that of the object behind it
     */
    public static @Nullable String namespaceOf(Object handler, Class<?> annotated) {
        for (Class<?> type : new HandlerMethods(handler, annotated).lineage) {
            InNamespace found = type.getDeclaredAnnotation(InNamespace.class);
            if (found != null) {
                return found.value();
            }
        }
        return null;
    }

    /** A method as those that override it see it. */
    private record Signature(String name, List<Class<?>> parameters) {}

    private List<HandlerMethod> find() {
        Map<Signature, Method> annotated = new HashMap<>();
        for (Class<?> type : lineage) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic() && kindOf(method) != null) {
                    annotated.putIfAbsent(signature(method), method);
                }
            }
        }
        if (annotated.isEmpty()) {
            throw new IllegalArgumentException(noMethod());
        }
        List<HandlerMethod> methods = new ArrayList<>();
        for (Method method : annotated.values()) {
            checkReach(method);
            Annotation kind = Objects.requireNonNull(kindOf(method));
            methods.add(HandlerMethod.of(handler, method, callable(method), kind, variables));
        }
        checkUnique(methods);
        return List.copyOf(methods);
    }

    /** What is called for a method: itself, or the same method of an interface that a proxy shows. */
    private Method callable(Method method) {
        if (method.getDeclaringClass().isInstance(handler)) {
            return method;
        }
        Signature wanted = signature(method);
        for (Class<?> type : lineage) {
            if (type.isInterface() && type.isInstance(handler)) {
                for (Method shown : type.getDeclaredMethods()) {
                    if (!shown.isSynthetic() && signature(shown).equals(wanted)) {
                        return shown;
                    }
                }
            }
        }
        throw new IllegalArgumentException(HandlerMethod.describe(method) + ": is in no interface of "
                + handler.getClass().getName() + ", which is no "
                + method.getDeclaringClass().getName());
    }

    private Signature signature(Method method) {
        return new Signature(
                method.getName(),
                Arrays.stream(method.getGenericParameterTypes())
                        .<Class<?>>map(variables::erased)
                        .toList());
    }

    private @Nullable Annotation kindOf(Method method) {
        Annotation found = null;
        for (Class<? extends Annotation> kind : KINDS) {
            Annotation one = method.getDeclaredAnnotation(kind);
            if (one != null && found != null) {
                throw new IllegalArgumentException(HandlerMethod.describe(method) + ": has both " + name(found)
                        + " and " + name(one) + "; it can have one of them");
            }
            found = one == null ? found : one;
        }
        return found;
    }

    private static String name(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }

    private String noMethod() {
        String kinds = KINDS.stream().map(kind -> "@" + kind.getSimpleName()).collect(Collectors.joining(", "));
        if (handler instanceof Class<?> type) {
            return "an object of " + type.getName() + " is to be registered, not the class";
        }
        String hint = Proxy.isProxyClass(handler.getClass())
                ? "; it is a proxy, which shows its interfaces only: annotate the methods there, or name the class behind it"
                : "";
        return handler.getClass().getName() + " has no method with one of " + kinds + hint;
    }

    private void checkReach(Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers) || Modifier.isPrivate(modifiers)) {
            throw new IllegalArgumentException(HandlerMethod.describe(method) + ": is "
                    + (Modifier.isStatic(modifiers) ? "static" : "private") + ", which a handler cannot be");
        }
        // What CGLIB generates is named so. Called on such a proxy, a final method would find the fields empty.
        if (Modifier.isFinal(modifiers) && handler.getClass().getName().contains("$$")) {
            throw new IllegalArgumentException(HandlerMethod.describe(method) + ": is final, and the proxy "
                    + handler.getClass().getName() + " cannot pass the call on");
        }
    }

    private void checkUnique(List<HandlerMethod> methods) {
        Map<String, HandlerMethod> byPurpose = new HashMap<>();
        for (HandlerMethod method : methods) {
            for (String purpose : method.purposes()) {
                HandlerMethod other = byPurpose.putIfAbsent(purpose, method);
                if (other != null) {
                    throw new IllegalArgumentException(
                            other == method
                                    ? method + ": names " + purpose + " twice"
                                    : handler.getClass().getName() + " has two methods for " + purpose + ": " + other
                                            + " and " + method);
                }
            }
        }
    }
}
