package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.annotation.Auth;
import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.Namespace;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods of a class as handlers. */
@Tag("feature:3.15")
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the annotations are what calls the methods
class RegisteredHandlersTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    RegisteredHandlersTest() {
        TOLD.clear();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    record Token(String token) {}

    record Draft(String title, ByteBuffer picture) {}

    /** All kinds of handlers. */
    static class Everything {
        CompletableFuture<String> later = new CompletableFuture<>();

        @OnConnect
        void joined(Socket socket, Handshake handshake, @Auth @Nullable Token auth) {
            TOLD.add("connect " + socket.handshake().equals(handshake) + " " + (auth == null ? null : auth.token()));
        }

        @OnEvent("add")
        int add(int a, Socket socket, int b) {
            return socket.connected() ? a + b : -1;
        }

        @OnEvent("none")
        void none(@Nullable String left) {
            TOLD.add("none " + left);
        }

        @OnEvent({"one", "other"})
        @Nullable
        Object both(List<Draft> drafts, Payload all) {
            TOLD.add(drafts.get(0).title() + drafts.get(0).picture().remaining() + " of " + all.size());
            return null;
        }

        @OnEvent("later")
        CompletionStage<String> later() {
            return later;
        }

        @OnEvent("own")
        void own(Ack ack, @Auth @Nullable Token auth) {
            ack.send("own", auth == null ? null : auth.token());
        }

        @OnEvent("fail")
        void fail() throws Exception {
            throw new java.io.IOException("on purpose");
        }

        @OnAny
        void any(Payload arguments, String event) {
            TOLD.add("any " + event + arguments.json());
        }

        @OnError
        void failed(Throwable cause, HandlerFailure failure, Socket socket) {
            TOLD.add("error " + failure.event() + " " + cause + " "
                    + failure.socket().equals(socket));
        }

        @OnDisconnect
        void left(DisconnectReason reason, Socket socket) {
            TOLD.add("disconnect " + reason + " " + socket.rooms().size());
        }
    }

    private FakeWebSocket join(String connect) {
        FakeWebSocket peer = bench.open().receive(connect);
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        return peer.forgetSent();
    }

    private static void awaitTold(String... lines) {
        eventually(() -> assertThat(TOLD).containsExactly(lines));
    }

    private static List<String> told(String beginning) {
        return TOLD.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    @Test
    void methodsAreToldOfConnectionAnyEventAndDisconnect() {
        bench.io().of("/").register(new Everything());
        FakeWebSocket peer = join("40{\"token\":\"t\"}");
        peer.receive("42[\"none\"]").receive("42[\"nobody\",1]");
        awaitTold("connect true t", "any none[]", "none null", "any nobody[1]");
        peer.receive("41");
        awaitTold(
                "connect true t",
                "any none[]",
                "none null",
                "any nobody[1]",
                "disconnect client namespace disconnect 1");
    }

    @Test
    void parametersAreFilledByTypeAndTheRestAreTheArgumentsInOrder() {
        bench.io().of("/").register(new Everything());
        FakeWebSocket peer = join("40");
        peer.receive("420[\"add\",1,41]");
        awaitSent(peer, "430[42]");
        peer.receive("451-1[\"other\",[{\"title\":\"a\",\"picture\":{\"_placeholder\":true,\"num\":0}}],\"more\"]")
                .receive("<010203>");
        awaitSent(peer, "430[42]", "431[null]");
        assertThat(TOLD).contains("a3 of 2");
    }

    @Test
    void whatAMethodReturnsOrItsStageCompletesWithIsTheAckAndNothingIsNone() {
        Everything object = new Everything();
        bench.io().of("/").register(object);
        FakeWebSocket peer = join("40{\"token\":\"t\"}");
        peer.receive("420[\"none\",\"a\"]").receive("421[\"later\"]").receive("422[\"own\"]");
        awaitSent(peer, "432[\"own\",\"t\"]");
        object.later.complete("done");
        awaitSent(peer, "432[\"own\",\"t\"]", "431[\"done\"]");
    }

    @Test
    void failuresReachTheMethodForErrorsAsTheyWereThrown() {
        Everything object = new Everything();
        bench.io().of("/").register(object);
        FakeWebSocket peer = join("40");
        peer.receive("420[\"fail\"]").receive("42[\"add\",\"x\",1]").receive("42[\"later\"]");
        eventually(() -> assertThat(told("any later")).hasSize(1));
        object.later.completeExceptionally(new IllegalStateException("too late"));

        eventually(() -> assertThat(told("error ")).hasSize(3));
        assertThat(told("error "))
                .contains("error fail java.io.IOException: on purpose true")
                .contains("error later java.lang.IllegalStateException: too late true")
                .anyMatch(line -> line.startsWith("error add io.jettio.protocol.json.JsonException"));
        assertThat(peer.sent()).isEmpty();
    }

    @Test
    void aMapperOfTheNamespaceStillAnswersFailures() {
        bench.io().of("/").register(new Everything());
        bench.io().of("/").mapErrors(failure -> List.of(String.valueOf(failure.getMessage())));
        FakeWebSocket peer = join("40");
        peer.receive("420[\"fail\"]");
        awaitSent(peer, "430[\"on purpose\"]");
    }

    @Test
    void whatIsTakenOffIsToldNothingAnyMore() {
        Everything object = new Everything();
        Registration registration = bench.io().of("/").register(object);
        FakeWebSocket peer = join("40");
        awaitTold("connect true null"); // which is behind the answer, and is told when all its handlers are there
        Socket socket = bench.io().of("/").sockets().iterator().next();
        socket.on("end", payload -> TOLD.add("end"));
        assertThat(socket.eventNames()).contains("add", "one", "other");
        bench.io().of("/").socket(socket.id()).orElseThrow().on("fail", payload -> TOLD.add("another's"));

        registration.remove();
        registration.remove();
        assertThat(socket.eventNames()).containsExactly("end", "fail");
        peer.receive("420[\"add\",1,2]").receive("42[\"fail\"]").receive("42[\"end\"]");
        eventually(() -> assertThat(TOLD).contains("end"));
        FakeWebSocket next = join("40");
        next.receive("41");
        peer.receive("41");

        eventually(() -> assertThat(bench.io().of("/").sockets()).isEmpty());
        assertThat(TOLD).containsExactly("connect true null", "another's", "end");
        bench.io().of("/").onError(failure -> {});
    }

    // ---------------------------------------------------------------- in which namespace

    /** Handlers that say where they are. */
    @InNamespace("chat")
    static class Chat {
        @OnEvent("hi")
        String hi(Socket socket) {
            return socket.namespace().name();
        }
    }

    @Test
    void theServerRegistersInTheNamespaceThatTheClassNames() {
        bench.io().register(new Chat());
        FakeWebSocket peer = join("40/chat,");
        peer.receive("42/chat,0[\"hi\"]");
        awaitSent(peer, "43/chat,0[\"/chat\"]");
    }

    @Test
    void aNamespaceTakesHandlersThatNameItOrNone() {
        bench.io().of("/chat").register(new Chat());
        bench.io().of("/chat").register(new Everything());
        Namespace other = bench.io().of("/other");
        assertThatThrownBy(() -> other.register(new Chat()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Chat.class.getName() + " is for the namespace /chat, and is to be registered in /other");
        assertThatThrownBy(() -> bench.io().register(new Everything()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no namespace; add @InNamespace");
    }

    @Test
    void childrenOfADynamicNamespaceHaveItsHandlers() {
        var rooms = bench.io().of(Pattern.compile("/room-[0-9]+"));
        Registration registration = rooms.register(new Everything());
        FakeWebSocket peer = join("40/room-7,");
        peer.receive("42/room-7,0[\"add\",3,4]");
        awaitSent(peer, "43/room-7,0[7]");
        registration.remove();
        assertThat(bench.io().of("/room-7").sockets())
                .singleElement()
                .satisfies(socket -> assertThat(socket.eventNames()).isEmpty());
        assertThatThrownBy(() -> rooms.register(new Chat()))
                .hasMessageContaining("is to be registered in dynamic ones");
    }

    // ---------------------------------------------------------------- what is refused

    static Stream<Arguments> wrongClasses() {
        return Stream.of(
                Arguments.of(
                        new Object() {
                            @OnConnect
                            boolean judge(Socket socket) {
                                return true;
                            }
                        },
                        "judge(Socket): returns something, which would go nowhere"),
                Arguments.of(
                        new Object() {
                            @OnConnect
                            void joined(String name) {}
                        },
                        "joined(String): takes java.lang.String; a method with @OnConnect may take Socket, Handshake, a"
                                + " parameter with @Auth"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void twice(Socket one, Socket other) {}
                        },
                        "twice(Socket, Socket): takes Socket twice"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void twice(@Auth Token one, @Auth String other) {}
                        },
                        "takes @Auth twice"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            String answer(Ack ack) {
                                return "";
                            }
                        },
                        "answer(Ack): takes Ack and returns something; it acknowledges by one of them"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void behind(Payload all, String first) {}
                        },
                        "behind(Payload, String): takes an argument behind Payload"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void reason(DisconnectReason reason) {}
                        },
                        "a method with @OnEvent may take Socket, Handshake, Ack, Payload, a parameter with @Auth, and the"
                                + " arguments of the event"),
                Arguments.of(
                        new Object() {
                            @OnEvent("a")
                            void room(Namespace namespace) {}
                        },
                        "takes io.jettio.server.Namespace"),
                Arguments.of(
                        new Object() {
                            @OnDisconnect
                            void left(Ack ack) {}
                        },
                        "takes io.jettio.protocol.handler.Ack"),
                Arguments.of(
                        new Object() {
                            @OnError
                            void failed(IllegalStateException failure) {}
                        },
                        "takes java.lang.IllegalStateException; a method with @OnError may take Socket, Handshake,"
                                + " Throwable, HandlerFailure"),
                Arguments.of(
                        new Object() {
                            @OnError
                            void failed(@Auth Token auth) {}
                        },
                        "takes @Auth; the socket's handshake has it"),
                Arguments.of(
                        new Object() {
                            @OnEvent("disconnect")
                            void reserved() {}
                        },
                        "\"disconnect\" is a reserved event name"));
    }

    @ParameterizedTest
    @MethodSource("wrongClasses")
    void whatIsWrongAboutAClassIsSaidWhenItIsRegistered(Object handlers, String message) {
        assertThatThrownBy(() -> bench.io().of("/").register(handlers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Wrong, and in a namespace of its own. */
    @InNamespace("/wrong")
    static class Wrong {
        @OnEvent("connect")
        void wrong() {}
    }

    @Test
    void aClassThatIsRefusedMakesNoNamespace() {
        assertThatThrownBy(() -> bench.io().register(new Wrong())).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.io().namespace("/wrong")).isEmpty();
    }

    @Test
    void aSecondErrorHookIsRefusedAndNothingOfItsObjectIsRegistered() {
        bench.io().of("/").onError(failure -> TOLD.add("hook"));
        assertThatThrownBy(() -> bench.io().of("/").register(new Everything()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the namespace has an error hook");
        join("40");
        eventually(() -> assertThat(bench.io().of("/").sockets()).hasSize(1));
        assertThat(bench.io().of("/").sockets().iterator().next().eventNames()).isEmpty();
    }
}
