package io.jettio.harness.cases;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.PollingSession;
import java.util.List;
import java.util.Locale;

/** The contract {@code engine} lets pages of any origin in. */
final class EngineOriginCases {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String ELSEWHERE = "https://elsewhere.example";

    private EngineOriginCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("E4-ORIGIN", Section.ORIGIN)
                .needs(Needs.ENGINE)
                .must(1, "A page of any origin may poll.", t -> {
                    Answer answer = t.endpoint().get(POLLING, "Origin", ELSEWHERE);
                    Expect.status(answer, 200);
                    allowed(answer);
                })
                .must(2, "The answer to a POST allows the origin, too.", t -> {
                    PollingSession session = t.session();
                    allowed(t.endpoint().post(session.query(), "4hi", "Origin", ELSEWHERE));
                })
                .must(3, "A preflight allows the POST.", t -> {
                    Answer answer = t.endpoint()
                            .method(
                                    "OPTIONS",
                                    POLLING,
                                    "Origin",
                                    ELSEWHERE,
                                    "Access-Control-Request-Method",
                                    "POST",
                                    "Access-Control-Request-Headers",
                                    "content-type");
                    Expect.status(answer, 200, 204);
                    allowed(answer);
                    String methods =
                            answer.header("Access-Control-Allow-Methods").orElse("");
                    Expect.that(methods.contains("POST"), "the methods are: " + methods);
                    String headers =
                            answer.header("Access-Control-Allow-Headers").orElse("");
                    Expect.that(
                            headers.equals("*")
                                    || headers.toLowerCase(Locale.ROOT).contains("content-type"),
                            "the headers are: " + headers);
                })
                .must(4, "A page of any origin may open a WebSocket.", t -> t.peer("Origin: " + ELSEWHERE))
                .advisory(5, "Any origin is never allowed with credentials.", t -> {
                    Answer answer = t.endpoint().get(POLLING, "Origin", ELSEWHERE);
                    Expect.that(
                            answer.header("Access-Control-Allow-Credentials").isEmpty(), "credentials are allowed");
                })
                .list();
    }

    private static void allowed(Answer answer) {
        String origin = answer.header("Access-Control-Allow-Origin").orElse("(none)");
        Expect.that(origin.equals("*") || origin.equals(ELSEWHERE), "the origin allowed is " + origin);
    }
}
