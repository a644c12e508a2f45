package io.jettio.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTest {
    private final InMemoryAdapter adapter = new InMemoryAdapter(mock(LocalSockets.class));

    @Test
    void membersOfARoomShareItsName() {
        LocalSocket one = join("one");
        LocalSocket two = join("two");
        String first = onlyRoomBesidesItsOwn("one");
        assertThat(onlyRoomBesidesItsOwn("two")).isSameAs(first);
        adapter.delAll(one);
        assertThat(adapter.sids("lobby")).containsExactly(two.id());
    }

    @Test
    void whoHasGoneDoesNotTakeItsSuccessorAlong() {
        LocalSocket gone = join("one");
        LocalSocket next = join("one");

        adapter.delAll(gone);
        adapter.persistSession(gone, "pid", Map.of());

        assertThat(adapter.sids("lobby")).containsExactly("one");
        adapter.delAll(next);
        assertThat(adapter.rooms()).isEmpty();
    }

    @SuppressWarnings("StringConstructorCall") // each client sends a text of its own
    private LocalSocket join(String sid) {
        LocalSocket socket = () -> sid;
        adapter.add(socket);
        var unused = adapter.addAll(sid, List.of(new String("lobby")));
        return socket;
    }

    private String onlyRoomBesidesItsOwn(String sid) {
        return adapter.socketRooms(sid).stream()
                .filter(room -> !room.equals(sid))
                .findFirst()
                .orElseThrow();
    }
}
