package io.jettio.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Long polling as the load contract needs it: an echo, a ping, a close. */
final class PollingPeer extends Handler.Abstract {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final UnaryOperator<String> answer;

    PollingPeer(UnaryOperator<String> answer) {
        this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String sid = Request.extractQueryParameters(request).getValue("sid");
        if (sid == null) {
            Session session = new Session("s" + opened.incrementAndGet());
            sessions.put(session.sid, session);
            respond(response, "0{\"sid\":\"" + session.sid + "\"}", callback);
            return true;
        }
        Session session = sessions.get(sid);
        if (session == null) {
            response.setStatus(400);
            respond(response, "unknown", callback);
        } else if (request.getMethod().equals("GET")) {
            session.poll(response, callback);
        } else {
            for (String packet : Content.Source.asString(request).split("\u001e", -1)) {
                take(session, packet);
            }
            respond(response, "ok", callback);
        }
        return true;
    }

    private void take(Session session, String packet) {
        if (packet.equals("40")) {
            session.send("40{\"sid\":\"two\"}");
            session.send("2");
        } else if (packet.equals("1")) {
            sessions.remove(session.sid);
            session.send("6");
        } else if (packet.startsWith("42")) {
            session.send(answer.apply(packet));
        } else if (!packet.equals("3")) {
            throw new IllegalArgumentException("not a packet of the load contract: " + packet);
        }
    }

    private static void respond(Response response, String body, Callback callback) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    private static final class Session {
        private final String sid;
        private final List<String> packets = new ArrayList<>();
        private @Nullable Runnable poll;

        Session(String sid) {
            this.sid = sid;
        }

        synchronized void send(String packet) {
            packets.add(packet);
            if (poll != null) {
                poll.run();
                poll = null;
            }
        }

        synchronized void poll(Response response, Callback callback) {
            if (poll != null) {
                throw new IllegalStateException("two polls at once");
            }
            Runnable flush = () -> {
                String body = String.join("\u001e", packets);
                packets.clear();
                respond(response, body, callback);
            };
            if (packets.isEmpty()) {
                poll = flush;
            } else {
                flush.run();
            }
        }
    }
}
