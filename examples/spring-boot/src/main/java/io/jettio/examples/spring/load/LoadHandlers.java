package io.jettio.examples.spring.load;

import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** With the profile {@code load}: the events that a load generator sends. */
@Component
@Profile("load")
class LoadHandlers {
    private final Environment environment;

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    LoadHandlers(SocketIoServer io, Environment environment) {
        this.environment = environment;
        io.onConnection(socket -> {
            socket.onWithAck("echo", String.class, (text, ack) -> {
                if (ack.isRequested()) {
                    ack.send(text);
                } else {
                    socket.emit("echo", text);
                }
            });
            socket.on("bcast", String.class, text -> io.emit("bcast", text));
            socket.on("bin", ByteBuffer.class, bytes -> socket.emit("bin", bytes));
            socket.answer("typed", Order.class, order -> order);
        });
    }

    /** Tells who starts it what to measure, and where. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("listening on http://" + environment.getProperty("server.address") + ":"
                + environment.getProperty("local.server.port"));
    }
}
