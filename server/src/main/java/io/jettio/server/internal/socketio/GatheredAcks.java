package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.internal.Loggers;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what comes of a broadcast with ack. */
final class GatheredAcks<T> implements AckSink {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final HandlerThreads threads;
    private final Type type;
    private final AnswerFuture<BroadcastAcks<T>> future = new AnswerFuture<>();

    @GuardedBy("this")
    private final List<Answered> answers = new ArrayList<>();

    @GuardedBy("this")
    private final Map<String, AckException.Reason> missing = new LinkedHashMap<>();

    @GuardedBy("this")
    private int asked;

    private record Answered(@Nullable String sid, Payload answer) {}

    GatheredAcks(HandlerThreads threads, Type type) {
        this.threads = threads;
        this.type = type;
    }

    AnswerFuture<BroadcastAcks<T>> future() {
        return future;
    }

    @Override
    public synchronized void nodeCount(int clients) {
        asked += clients;
    }

    @Override
    public synchronized void ack(@Nullable String sid, Payload answer) {
        answers.add(new Answered(sid, answer));
    }

    @Override
    public synchronized void gone(@Nullable String sid, Gone why) {
        if (sid != null) {
            missing.put(sid, LocalAcks.reason(why));
        }
    }

    @Override
    public void done(boolean complete) {
        threads.complete(() -> future.complete(result(complete)));
    }

    private synchronized BroadcastAcks<T> result(boolean complete) {
        List<BroadcastAcks.Answer<T>> fit = new ArrayList<>(answers.size());
        boolean allFit = true;
        for (Answered answered : answers) {
            try {
                fit.add(new BroadcastAcks.Answer<>(
                        answered.sid(), AnswerFuture.<@Nullable T>first(answered.answer(), type)));
            } catch (JsonException e) {
                LOG.debug("an ack that does not fit", e);
                allFit = false;
                if (answered.sid() != null) {
                    missing.put(answered.sid(), AckException.Reason.UNFIT);
                }
            }
        }
        return new BroadcastAcks<>(fit, missing, asked, complete && allFit);
    }
}
