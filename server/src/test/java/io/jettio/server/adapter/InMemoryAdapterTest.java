package io.jettio.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTest {
    private final InMemoryAdapter adapter = new InMemoryAdapter(mock(LocalSockets.class));

    @Test
    void membersOfARoomShareItsName() {
        join("one");
        join("two");
        String first = onlyRoomBesidesItsOwn("one");
        assertThat(onlyRoomBesidesItsOwn("two")).isSameAs(first);
        adapter.delAll("one");
        assertThat(adapter.sids("lobby")).containsExactly("two");
    }

    @SuppressWarnings("StringConstructorCall") // each client sends a text of its own
    private void join(String sid) {
        adapter.add(() -> sid);
        var unused = adapter.addAll(sid, List.of(new String("lobby")));
    }

    private String onlyRoomBesidesItsOwn(String sid) {
        return adapter.socketRooms(sid).stream()
                .filter(room -> !room.equals(sid))
                .findFirst()
                .orElseThrow();
    }
}
