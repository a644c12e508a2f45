package io.jettio.protocol.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which methods of an object are handlers. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the annotations are what calls the methods
class HandlerMethodsTest {
    /** A class with a handler and a method beside. */
    @InNamespace("/plain")
    static class Plain {
        @OnEvent({"a", "b"})
        String handle(String text, @Auth Integer auth) {
            return text + auth;
        }

        void beside() {}
    }

    private static HandlerMethod only(Object handler) {
        List<HandlerMethod> methods = HandlerMethods.of(handler);
        assertThat(methods).hasSize(1);
        return methods.get(0);
    }

    @Test
    void methodsWithAnAnnotationAreFoundWithTheirParameters() throws Exception {
        HandlerMethod method = only(new Plain());
        assertThat(method.kind()).isEqualTo(OnEvent.class);
        assertThat(method.events()).containsExactly("a", "b");
        assertThat(method.parameters())
                .containsExactly(
                        new HandlerMethod.Argument(String.class, false),
                        new HandlerMethod.Argument(Integer.class, true));
        assertThat(method.returnsNothing()).isFalse();
        assertThat(method.call("x", 7)).isEqualTo("x7");
        assertThat(method).hasToString(Plain.class.getName() + ".handle(String, Integer)");
    }

    /** As a framework subclasses a class: overridden, and no annotation repeated. */
    static class Plain$$Proxy extends Plain {
        @Override
        String handle(String text, Integer auth) {
            return "around " + super.handle(text, auth);
        }
    }

    @Test
    void behindASubclassTheAnnotationsOfTheSuperclassCountAndTheCallGoesThroughTheSubclass() throws Exception {
        HandlerMethod method = only(new Plain$$Proxy());
        assertThat(method.parameters())
                .extracting(HandlerMethod.Argument::isAuth)
                .containsExactly(false, true);
        assertThat(method.call("x", 7)).isEqualTo("around x7");
        assertThat(HandlerMethods.namespaceOf(new Plain$$Proxy())).isEqualTo("/plain");
    }

    /** An annotated interface. */
    @InNamespace("/shown")
    interface Shown {
        @OnEvent("a")
        String handle(String text);

        @OnEvent("default")
        default String more() {
            return "more";
        }
    }

    @Test
    void annotationsOfInterfacesCountAlsoBehindAProxyOfTheJdk() throws Exception {
        Shown behind = text -> text + "!";
        Object proxy = Proxy.newProxyInstance(
                Shown.class.getClassLoader(),
                new Class<?>[] {Shown.class},
                (self, method, arguments) -> "around " + method.invoke(behind, arguments));
        HandlerMethod method = HandlerMethods.of(proxy).stream()
                .filter(one -> one.events().contains("a"))
                .findFirst()
                .orElseThrow();
        assertThat(method.call("x")).isEqualTo("around x!");
        assertThat(HandlerMethods.namespaceOf(proxy)).isEqualTo("/shown");
        assertThat(HandlerMethods.of(behind)).hasSize(2);
    }

    /** What a proxy shows of a handler, without a word of events. */
    interface Saver<T> {
        String save(T draft, Integer auth) throws IOException;
    }

    /** What is behind it. */
    @InNamespace("/behind")
    static class TextSaver implements Saver<String> {
        @Override
        @OnEvent("save")
        public String save(String draft, @Auth Integer auth) throws IOException {
            if (draft.isEmpty()) {
                throw new IOException("empty");
            }
            return draft + auth;
        }
    }

    /** Has a handler that its interface does not show. */
    static class Hiding implements Saver<String> {
        @Override
        public String save(String draft, Integer auth) {
            return draft;
        }

        @OnEvent("hidden")
        public void hidden() {}
    }

    private static Object proxyOf(Saver<?> behind) {
        return Proxy.newProxyInstance(
                Saver.class.getClassLoader(), new Class<?>[] {Saver.class}, (self, method, arguments) -> {
                    try {
                        return "around " + method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void annotationsOfTheClassBehindAProxyOfTheJdkCountAndTheCallGoesThroughTheProxy() throws Exception {
        Object proxy = proxyOf(new TextSaver());

        List<HandlerMethod> methods = HandlerMethods.of(proxy, TextSaver.class);

        assertThat(methods).hasSize(1);
        HandlerMethod method = methods.get(0);
        assertThat(method.events()).containsExactly("save");
        assertThat(method.parameters())
                .containsExactly(
                        new HandlerMethod.Argument(String.class, false),
                        new HandlerMethod.Argument(Integer.class, true));
        assertThat(method.call("x", 7)).isEqualTo("around x7");
        assertThatThrownBy(() -> method.call("", 7))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("empty");
        assertThat(HandlerMethods.namespaceOf(proxy, TextSaver.class)).isEqualTo("/behind");
    }

    @Test
    void whatTheInterfacesOfAProxyDoNotShowIsRefused() {
        assertThatThrownBy(() -> HandlerMethods.of(proxyOf(new Hiding()), Hiding.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Hiding.hidden(): is in no interface of ")
                .hasMessageEndingWith("which is no " + Hiding.class.getName());
    }

    /** A generic handler. */
    abstract static class Saving<T, K> {
        @OnEvent("save")
        void save(T draft) {}

        @OnEvent("all")
        void all(Map<K, List<? extends T>> drafts, T[] more, List<T>[] lists) {}
    }

    /** One that says for what. */
    static class SavingTexts<K> extends Saving<String, K> {
        @Override
        @OnEvent("keep")
        void save(String draft) {}
    }

    static class SavingTextsByNumber extends SavingTexts<Integer> {}

    @Test
    void typeParametersOfSuperclassesAreReplacedAndTheNearestAnnotationCounts() {
        List<HandlerMethod> methods = HandlerMethods.of(new SavingTextsByNumber());
        assertThat(methods).hasSize(2);
        HandlerMethod all = methods.stream()
                .filter(method -> method.events().equals(List.of("all")))
                .findFirst()
                .orElseThrow();
        assertThat(all.parameters().get(0).type())
                .isEqualTo(new TypeRef<Map<Integer, List<String>>>() {}.type())
                .hasToString("java.util.Map<java.lang.Integer, java.util.List<java.lang.String>>");
        assertThat(all.parameters().get(1).type()).isEqualTo(String[].class);
        assertThat(all.parameters().get(2).type()).hasToString("java.util.List<java.lang.String>[]");
        assertThat(methods).anySatisfy(method -> {
            assertThat(method.events()).containsExactly("keep");
            assertThat(method.parameters().get(0).type()).isEqualTo(String.class);
        });
    }

    @Test
    void whatAMethodThrowsComesAsItIs() {
        assertThatThrownBy(() -> only(new Object() {
                            @OnConnect
                            void fail() throws IOException {
                                throw new IOException("on purpose");
                            }
                        })
                        .call())
                .isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> only(new Object() {
                            @OnConnect
                            void fail() {
                                throw new AssertionError("on purpose");
                            }
                        })
                        .call())
                .isExactlyInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> only(new Object() {
                            @OnConnect
                            void fail() throws Throwable {
                                throw new Throwable("on purpose");
                            }
                        })
                        .call())
                .isExactlyInstanceOf(UndeclaredThrowableException.class)
                .hasRootCauseMessage("on purpose");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        new Object(),
                        "java.lang.Object has no method with one of @OnConnect, @OnConnectError, @OnEvent"),
                Arguments.of(
                        Plain.class, "an object of " + Plain.class.getName() + " is to be registered, not the class"),
                Arguments.of(
                        Proxy.newProxyInstance(
                                Shown.class.getClassLoader(),
                                new Class<?>[] {Runnable.class},
                                (self, method, arguments) -> null),
                        "it is a proxy, which shows its interfaces only: annotate the methods there"),
                Arguments.of(
                        new Object() {
                            @OnConnect
                            @OnDisconnect
                            void both() {}
                        },
                        "both(): has both @OnConnect and @OnDisconnect"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void one() {}

                            @OnEvent({"b", "a"})
                            void other() {}
                        },
                        "has two methods for \"a\": "),
                Arguments.of(
                        new Object() {
                            @OnConnect
                            void one() {}

                            @OnConnect
                            void other() {}
                        },
                        "has two methods for @OnConnect: "),
                Arguments.of(
                        new Object() {
                            @OnEvent({"a", "a"})
                            void one() {}
                        },
                        "one(): names \"a\" twice"),
                Arguments.of(
                        new Object() {
                            @OnEvent({})
                            void one() {}
                        },
                        "one(): names no event"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            private void hidden() {}
                        },
                        "hidden(): is private, which a handler cannot be"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            static void shared() {}
                        },
                        "shared(): is static, which a handler cannot be"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            <T> void generic(List<T> things) {}
                        },
                        "generic(List): what the type parameters of java.util.List<T> stand for is not known"),
                Arguments.of(new SavingTexts<Integer>(), "stand for is not known in " + SavingTexts.class.getName()),
                Arguments.of(new Fixed$$Proxy(), "fixed(): is final, and the proxy " + Fixed$$Proxy.class.getName()));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongAboutAClassIsSaid(Object handler, String message) {
        assertThatThrownBy(() -> HandlerMethods.of(handler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static class Fixed {
        @OnEvent("a")
        final void fixed() {}
    }

    static class Fixed$$Proxy extends Fixed {}
}
