package io.jettio.server.internal.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTableTest {
    private final HandlerTable table = new HandlerTable();
    private final EventHandler handler = (arguments, ack) -> null;

    @Test
    void handlersKeepTheOrderInWhichTheyWereAdded() {
        table.add("a", handler);
        table.add("b", handler);
        table.add("a", handler);

        assertThat(events()).containsExactly("a", "b", "a");
    }

    @Test
    void aRegistrationTakesOffItselfOnlyAlsoWhereTheHandlerIsThereTwice() {
        table.add("a", handler);
        Registration second = table.add("a", handler);
        HandlerTable.Entry kept = table.entries()[0];

        second.remove();
        second.remove();

        assertThat(table.entries()).containsExactly(kept);
    }

    @Test
    void removeAllTakesOffAllOfOneEvent() {
        table.add("a", handler);
        table.add("b", handler);
        table.add("a", handler);

        table.removeAll("a");

        assertThat(events()).containsExactly("b");
    }

    @Test
    void whoeverIteratesSeesTheEntryAsRemoved() {
        Registration registration = table.add("a", handler);
        HandlerTable.Entry[] before = table.entries();

        registration.remove();

        assertThat(before).hasSize(1);
        assertThat(before[0].removed).isTrue();
        assertThat(table.entries()).isEmpty();
    }

    private List<String> events() {
        return Arrays.stream(table.entries()).map(entry -> entry.event).toList();
    }
}
