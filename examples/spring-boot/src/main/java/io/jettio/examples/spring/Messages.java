package io.jettio.examples.spring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** Keeps what was said. What others get injected is Spring's proxy, which brings {@link #save} to Spring's executor. */
@Service
class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private final Map<String, Queue<Message>> rooms = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /** Saves a message; a real one would write it to a database here. */
    @Async
    CompletableFuture<Message> save(String room, String nick, String text) {
        Message message = new Message(lastId.incrementAndGet(), room, nick, text, Instant.now());
        rooms.computeIfAbsent(room, name -> new ConcurrentLinkedQueue<>()).add(message);
        LOG.info("saved message {} of {}", message.id(), room);
        return CompletableFuture.completedFuture(message);
    }

    /** What was said in a room so far. */
    List<Message> of(String room) {
        return List.copyOf(rooms.getOrDefault(room, new ConcurrentLinkedQueue<>()));
    }

    /** What was said in all rooms with a text in it. */
    List<Message> containing(String text) {
        return rooms.values().stream()
                .flatMap(Queue::stream)
                .filter(message -> message.text().contains(text))
                .toList();
    }
}
