package io.jettio.server.internal.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AckTableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Payload ANSWER = new JsonParser(GsonJsonCodec.shared()).payload(List.of("yes"));

    private final SteppedTime time = new SteppedTime();
    private final AckTable table = new AckTable(time.queue(), 3, new AtomicLong()::getAndIncrement);

    @Test
    void anAnswerEndsItsWaitAndNoOther() {
        Ended first = new Ended();
        Ended second = new Ended();
        table.await(first, SECOND);
        long id = table.await(second, SECOND);

        table.answer(id, ANSWER);

        assertThat(first.how).isEmpty();
        assertThat(second.how).containsExactly("[\"yes\"]");
        assertThat(time.queue().size()).as("the second's timeout is gone").isOne();
    }

    @Test
    void noTwoWaitsHaveOneId() {
        long first = table.await(new Ended(), SECOND);
        table.answer(first, ANSWER);
        assertThat(table.await(new Ended(), SECOND)).isNotEqualTo(first);
    }

    @Test
    void aWaitEndsExactlyAtItsTimeout() {
        Ended ended = new Ended();
        table.await(ended, 5 * SECOND);

        time.advance(Duration.ofMillis(4_999));
        assertThat(ended.how).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(ended.how).containsExactly("TIMEOUT");
    }

    @Test
    void aWaitWithoutATimeoutEndsByItsAnswerOrTheDisconnect() {
        Ended answered = new Ended();
        Ended left = new Ended();
        long id = table.await(answered, 0);
        table.await(left, 0);
        assertThat(time.queue().size()).isZero();
        time.advance(Duration.ofDays(1));

        table.answer(id, ANSWER);
        table.close();

        assertThat(answered.how).containsExactly("[\"yes\"]");
        assertThat(left.how).containsExactly("DISCONNECTED");
    }

    @Test
    void aLateAnswerIsIgnored() {
        Ended ended = new Ended();
        long id = table.await(ended, SECOND);
        time.advance(Duration.ofSeconds(1));

        table.answer(id, ANSWER);

        assertThat(ended.how).containsExactly("TIMEOUT");
    }

    @Test
    void aSecondAnswerAndAnUnknownIdAreIgnored() {
        Ended ended = new Ended();
        long id = table.await(ended, SECOND);

        table.answer(id, ANSWER);
        table.answer(id, ANSWER);
        table.answer(4_711, ANSWER);
        time.advance(Duration.ofSeconds(2));

        assertThat(ended.how).hasSize(1);
    }

    @Test
    void theDisconnectFailsEverythingAtOnceAndLeavesNoDeadline() {
        Ended first = new Ended();
        Ended second = new Ended();
        table.await(first, SECOND);
        table.await(second, SECOND);

        table.close();
        table.close();

        assertThat(first.how).containsExactly("DISCONNECTED");
        assertThat(second.how).containsExactly("DISCONNECTED");
        assertThat(time.queue().size()).isZero();
    }

    @Test
    void afterTheDisconnectAWaitFailsAtOnce() {
        table.close();
        Ended ended = new Ended();

        assertThat(table.await(ended, SECOND)).isNegative();
        assertThat(ended.how).containsExactly("DISCONNECTED");
    }

    @Test
    void oneWaitTooManyFailsAtOnceAndTheOthersGoOn() {
        List<Ended> waiting = List.of(new Ended(), new Ended(), new Ended());
        List<Long> ids = new ArrayList<>();
        waiting.forEach(ended -> ids.add(table.await(ended, SECOND)));
        Ended refused = new Ended();

        assertThat(table.await(refused, SECOND)).isNegative();

        assertThat(refused.how).containsExactly("TOO_MANY_PENDING");
        ids.forEach(id -> table.answer(id, ANSWER));
        assertThat(waiting).allSatisfy(ended -> assertThat(ended.how).containsExactly("[\"yes\"]"));
        assertThat(table.await(new Ended(), SECOND)).as("there is room again").isNotNegative();
    }

    @Test
    void aWaiterMayBeginAnotherWaitWhenItsOwnEnds() {
        Ended next = new Ended();
        table.await(
                new AckTable.Waiter() {
                    @Override
                    public void answered(Payload arguments) {}

                    @Override
                    public void failed(AckException.Reason reason) {
                        table.await(next, SECOND);
                    }
                },
                SECOND);

        table.close();

        assertThat(next.how).containsExactly("DISCONNECTED");
    }

    /** Writes down how a wait ended. */
    private static final class Ended implements AckTable.Waiter {
        private final List<String> how = new ArrayList<>();

        @Override
        public void answered(Payload arguments) {
            how.add(arguments.json());
        }

        @Override
        public void failed(AckException.Reason reason) {
            how.add(reason.name());
        }
    }
}
