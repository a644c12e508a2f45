package io.jettio.examples.spring;

import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.server.EventRefused;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.data.DataKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** The chat's events: a bean like any other, with what it needs injected. {@link HandlerBeans} registers it. */
@Component
@InNamespace("/")
class ChatHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(ChatHandlers.class);
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_NAME = 32;

    private static final DataKey<Member> MEMBER = DataKey.of("member", Member.class);

    /** Who is behind a socket. */
    record Member(String room, String nick) {}

    private final SocketIoServer io;
    private final Messages messages;

    ChatHandlers(SocketIoServer io, Messages messages) {
        this.io = io;
        this.messages = messages;
    }

    @OnEvent("join")
    List<Message> join(Socket socket, String room, String nick) throws EventRefused {
        Member joining = new Member(checked(room, MAX_NAME), checked(nick, MAX_NAME));
        Optional<Member> before = socket.data().get(MEMBER);
        socket.data().put(MEMBER, joining);
        before.ifPresent(member -> socket.leave(member.room()));
        socket.join(joining.room());
        return messages.of(joining.room());
    }

    /** Its stage is the ack: the sender learns what was saved, and nobody's thread waits for that. */
    @OnEvent("chat")
    CompletionStage<Message> chat(Socket socket, String text) throws EventRefused {
        Member member = socket.data().get(MEMBER).orElseThrow(() -> new EventRefused("join a room first"));
        return messages.save(member.room(), member.nick(), checked(text, MAX_TEXT)).thenApply(message -> {
            io.to(message.room()).emit("message", message);
            return message;
        });
    }

    /** A handler on Spring's executor: {@code @Async} works, since it is called through the bean's proxy. */
    @Async
    @OnEvent("history")
    CompletableFuture<List<Message>> history(String room) throws EventRefused {
        LOG.info("looking up the history of {}", room);
        return CompletableFuture.completedFuture(messages.of(checked(room, MAX_NAME)));
    }

    private static String checked(String text, int maxLength) throws EventRefused {
        if (text == null || text.isBlank() || text.length() > maxLength) {
            throw new EventRefused("1 to " + maxLength + " characters are expected");
        }
        return text;
    }
}
