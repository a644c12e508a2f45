package io.jettio.examples.spring;

import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same chat for who speaks plain HTTP. */
@RestController
@RequestMapping("/rooms/{room}")
class RoomController {
    private final Messages messages;
    private final SocketIoServer io;

    RoomController(Messages messages, SocketIoServer io) {
        this.messages = messages;
        this.io = io;
    }

    @GetMapping("/messages")
    List<Message> messages(@PathVariable("room") String room) {
        return messages.of(room);
    }

    /** Sends an announcement to everybody in the room; nobody keeps it. */
    @PostMapping("/announcements")
    Map<String, Integer> announce(@PathVariable("room") String room, @RequestBody String text) {
        io.to(room).emit("announcement", text);
        return Map.of("connections", io.connections());
    }
}
