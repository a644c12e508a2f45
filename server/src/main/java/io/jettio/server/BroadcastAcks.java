package io.jettio.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a broadcast that asked for acks: who answered, and who did not. Immutable.
 *
 * @param answers the answers in the order in which they came; unmodifiable
 * @param missing who was asked and did not answer, by socket id, and why; a server node that does not tell ids adds
 *     nothing here; unmodifiable
 * @param asked how many sockets were asked
 * @param complete whether every server node reported and every socket answered; so it is where nobody was chosen
 * @param <T> the type of an answer
 */
public record BroadcastAcks<T>(
        List<Answer<T>> answers, Map<String, AckException.Reason> missing, int asked, boolean complete) {
    /**
     * Copies the collections.
     *
     * @param answers the answers in the order in which they came
     * @param missing who was asked and did not answer, and why
     * @param asked how many sockets were asked
     * @param complete whether every server node reported and every socket answered
     */
    public BroadcastAcks {
        answers = List.copyOf(answers);
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /**
     * One answer.
     *
     * @param socketId the id of the socket that answered, or null where its server node does not tell
     * @param value the first argument of its ack, or null where there is none
     * @param <T> the type of an answer
     */
    public record Answer<T>(
            @Nullable String socketId, @Nullable T value) {}

    /**
     * {@return the answers alone, null elements among them where an ack had no argument; unmodifiable}
     */
    public List<@Nullable T> values() {
        List<@Nullable T> values = new ArrayList<>(answers.size());
        for (Answer<T> answer : answers) {
            values.add(answer.value());
        }
        return Collections.unmodifiableList(values);
    }
}
