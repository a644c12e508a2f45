package io.jettio.harness.check;

import java.util.List;

/**
 * What became of a case.
 *
 * @param failure why it failed, empty when it passed
 * @param transcript what was sent and what came back, in its last lines
 * @param millis how long it took
 * @param tries how often it ran: more than once where this machine stalled meanwhile
 */
public record Result(Case<?> subject, String failure, List<String> transcript, long millis, int tries) {
    /** {@return whether the rule was kept} */
    public boolean passed() {
        return failure.isEmpty();
    }
}
