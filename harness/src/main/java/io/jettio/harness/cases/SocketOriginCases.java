package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.List;

/** The contract {@code socket} lets pages of the same origin in, and no others. */
final class SocketOriginCases {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    private SocketOriginCases() {}

    static List<Case<ServerTrial>> all() {
        Cases<ServerTrial> cases = new Cases<ServerTrial>("S5-ORIGIN", Section.ORIGIN)
                .needs(Needs.SOCKET)
                .must(
                        1,
                        "A page of the same origin may poll.",
                        t -> Expect.status(
                                t.endpoint()
                                        .get(
                                                POLLING,
                                                "Origin",
                                                "http://" + t.endpoint().authority()),
                                200))
                .must(
                        2,
                        "A page of the same origin may open a WebSocket.",
                        t -> t.peer("Origin: http://" + t.endpoint().authority()))
                .should(
                        3,
                        "No page of another origin is allowed to read what is polled.",
                        t -> Expect.that(
                                t.endpoint()
                                        .get(POLLING, "Origin", "https://elsewhere.example")
                                        .header("Access-Control-Allow-Origin")
                                        .isEmpty(),
                                "the answer allows it"))
                .should(
                        4,
                        "A preflight from another origin allows nothing.",
                        t -> Expect.that(
                                t.endpoint()
                                        .method(
                                                "OPTIONS",
                                                POLLING,
                                                "Origin",
                                                "https://elsewhere.example",
                                                "Access-Control-Request-Method",
                                                "POST")
                                        .header("Access-Control-Allow-Origin")
                                        .isEmpty(),
                                "the answer allows it"))
                .advisory(5, "A page of another origin may not post to a session.", t -> {
                    PollingSession session = t.session();
                    Expect.status(t.endpoint().post(session.query(), "40", "Origin", "https://elsewhere.example"), 403);
                });
        List<String> foreign =
                List.of("https://elsewhere.example", "http://127.0.0.1.elsewhere.example", "null", "nonsense");
        for (int i = 0; i < foreign.size(); i++) {
            String origin = foreign.get(i);
            cases.advisory(
                            11 + i,
                            "The origin " + origin + " may not poll.",
                            t -> Expect.status(t.endpoint().get(POLLING, "Origin", origin), 403))
                    .advisory(21 + i, "The origin " + origin + " may not open a WebSocket.", t -> {
                        int status = WebSocketPeer.refusal(t.endpoint(), WEBSOCKET, "Origin: " + origin);
                        Expect.that(status == 403, "the status was " + status);
                    });
        }
        return cases.list();
    }
}
