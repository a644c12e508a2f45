package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What one client must have got in the end, and what it may: each event that was for it when it was sent must come, once and
 * in order; a volatile one, and one with ack, may.
 */
final class RecoveryModel {
    private final Set<String> rooms = new HashSet<>();
    private final Set<Integer> must = new TreeSet<>();
    private final Set<Integer> may = new TreeSet<>();
    /** Whether there is a session, or somebody waits for it. */
    private boolean known = true;

    void join(String room) {
        rooms.add(room);
    }

    void leave(String room) {
        rooms.remove(room);
    }

    boolean isIn(String room) {
        return rooms.contains(room);
    }

    /** Its session is lost for ever. */
    void expired() {
        known = false;
        rooms.clear();
    }

    /** It is let in as a new one. */
    void begunAnew() {
        known = true;
    }

    /** An event was sent that is for this client, or is not; lasting if it is neither volatile nor wants an ack. */
    void sent(int number, boolean meant, boolean lasting) {
        if (meant && known) {
            (lasting ? must : may).add(number);
        }
    }

    void verify(List<Integer> got, String as) {
        TreeSet<Integer> all = new TreeSet<>(must);
        got.stream().filter(may::contains).forEach(all::add);
        assertThat(got).as(as).isEqualTo(List.copyOf(all));
    }

    /** Events to everybody that another thread sent all the time: none is missing from some point on until the last. */
    static void verifyFlow(List<Integer> got, int atTheLatestFrom, int last, String as) {
        if (got.isEmpty()) {
            assertThat(last).as(as).isLessThanOrEqualTo(atTheLatestFrom);
            return;
        }
        int first = got.get(0);
        assertThat(first).as(as).isLessThanOrEqualTo(atTheLatestFrom);
        assertThat(got)
                .as(as)
                .isEqualTo(IntStream.rangeClosed(first, last).boxed().toList());
    }
}
