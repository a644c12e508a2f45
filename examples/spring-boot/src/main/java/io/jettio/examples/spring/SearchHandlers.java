package io.jettio.examples.spring;

import io.jettio.protocol.annotation.InNamespace;
import io.jettio.protocol.annotation.OnEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** A handler that implements an interface, so that Spring's proxy may be one of the JDK, which shows nothing but that. */
@Component
@InNamespace("/")
class SearchHandlers implements Search {
    private static final Logger LOG = LoggerFactory.getLogger(SearchHandlers.class);

    private final Messages messages;

    SearchHandlers(Messages messages) {
        this.messages = messages;
    }

    @Override
    @Async
    @OnEvent("search")
    public CompletableFuture<List<Message>> search(String text) {
        LOG.info("searching");
        return CompletableFuture.completedFuture(text == null ? List.of() : messages.containing(text));
    }
}
