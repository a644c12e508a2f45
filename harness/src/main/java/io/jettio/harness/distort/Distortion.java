package io.jettio.harness.distort;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a fault does to one session; by default nothing. A packet is its text as polling has it, so binary is {@code b}
 * and base64 on either transport. Called by the threads of the session's connections, each method by one at a time.
 */
public class Distortion {
    /** The request's target, changed or not. */
    String target(String target) {
        return target;
    }

    /** Whether a line of the request's head is forwarded. */
    boolean forwards(String headLine) {
        return true;
    }

    /** An HTTP answer, changed or not. */
    Reply reply(String requestLine, Reply reply) {
        return reply;
    }

    /** Whether {@link #up} may change anything; where not, bodies of requests are passed on as they come. */
    boolean changesUp() {
        return false;
    }

    /** What reaches the server instead of a packet of the client's. */
    List<String> up(String packet) {
        return List.of(packet);
    }

    /**
     * What reaches the client instead of a packet of the server's.
     *
     * @param toServer sends the server a packet, over a WebSocket only
     */
    List<String> down(String packet, Consumer<String> toServer) {
        return List.of(packet);
    }

    /** What reaches the other side instead of a frame that is no whole message; none when it is lost. */
    List<Frame> frame(Frame frame, boolean toClient) {
        return List.of(frame);
    }
}
