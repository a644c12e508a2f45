package io.jettio.examples.spring;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds messages, for whoever asks. It knows nothing of Socket.IO. */
interface Search {
    /** {@return the messages of all rooms that contain a text} */
    CompletableFuture<List<Message>> search(String text);
}
