package io.jettio.examples.spring;

import io.jettio.server.EventRefused;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** The chat's events: a bean like any other, with what it needs injected. */
@Component
class ChatHandlers {
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_NAME = 32;

    /** Who is behind a socket. */
    private record Member(String room, String nick) {}

    private final SocketIoServer io;
    private final Messages messages;

    ChatHandlers(SocketIoServer io, Messages messages) {
        this.io = io;
        this.messages = messages;
        io.onConnection(this::connected);
    }

    private void connected(Socket socket) {
        AtomicReference<Member> member = new AtomicReference<>();
        socket.answer("join", String.class, String.class, (room, nick) -> {
            Member joining = new Member(checked(room, MAX_NAME), checked(nick, MAX_NAME));
            Member before = member.getAndSet(joining);
            if (before != null) {
                socket.leave(before.room());
            }
            socket.join(joining.room());
            return messages.of(joining.room());
        });
        socket.answer("chat", String.class, text -> post(member.get(), checked(text, MAX_TEXT)));
    }


    /** Its stage is the ack: the sender learns what was saved, and nobody's thread waits for that. */
    private CompletionStage<Message> post(Member member, String text) throws EventRefused {
        if (member == null) {
            throw new EventRefused("join a room first");
        }
        return messages.save(member.room(), member.nick(), text).thenApply(message -> {
            io.to(message.room()).emit("message", message);
            return message;
        });
    }

    private static String checked(String text, int maxLength) throws EventRefused {
        if (text == null || text.isBlank() || text.length() > maxLength) {
            throw new EventRefused("1 to " + maxLength + " characters are expected");
        }
        return text;
    }
}
