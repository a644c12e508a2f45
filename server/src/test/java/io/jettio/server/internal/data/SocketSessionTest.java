package io.jettio.server.internal.data;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.data.SocketSession;
import io.jettio.server.data.SocketSession.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SocketSessionTest {
    private final SocketSession session = new DefaultSocketSession();

    @Test
    void aSessionBeginsEmptyAndIsWhatWasSavedLast() {
        assertThat(session.get()).isEmpty();
        Map<String, Object> mine = new HashMap<>(Map.of("user", "ada"));
        session.save(mine);
        mine.put("user", "changed afterwards");
        assertThat(session.get()).isEqualTo(Map.of("user", "ada"));
        assertThatThrownBy(() -> session.get().put("user", "bob")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBlockIsSavedWhenItIsClosed() throws Exception {
        session.save(Map.of("n", 1));
        try (Block block = session.open()) {
            block.map().put("m", 2);
            assertThat(session.get()).as("not yet").isEqualTo(Map.of("n", 1));
        }
        assertThat(session.get()).isEqualTo(Map.of("n", 1, "m", 2));
    }

    @Test
    void aDiscardedBlockSavesNothing() throws Exception {
        try (Block block = session.open()) {
            block.map().put("m", 2);
            block.discard();
        }
        assertThat(session.get()).isEmpty();
    }

    @Test
    void aBlockThatThrowsSavesNothingAndLetsTheNextIn() throws Exception {
        assertThatThrownBy(() -> session.with(map -> {
                    map.put("n", 1);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(session.get()).isEmpty();
        session.with(map -> map.put("n", 2));
        assertThat(session.get()).isEqualTo(Map.of("n", 2));
    }

    @Test
    @Tag("feature:3.88")
    void twoBlocksExcludeEachOther() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Thread other;
        try (Block block = session.open()) {
            other = new Thread(() -> withoutChecked(() -> session.with(map -> {
                map.merge("n", 1, (a, b) -> (Integer) a + (Integer) b);
                second.countDown();
            })));
            other.start();
            eventually(() -> assertThat(other.getState()).isEqualTo(Thread.State.WAITING));
            assertThat(second.getCount()).isOne();
            block.map().put("n", 10);
        }
        other.join();
        assertThat(session.get()).isEqualTo(Map.of("n", 11));
    }

    @Test
    void manyThreadsLoseNoChange() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    withoutChecked(() -> session.with(map -> map.merge("n", 1, (a, b) -> (Integer) a + (Integer) b)));
                }
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(session.get()).isEqualTo(Map.of("n", 2_000));
    }

    @Test
    void aBlockWithinABlockIsRefusedInsteadOfWaitingForItself() throws Exception {
        try (Block block = session.open()) {
            assertThatThrownBy(session::open).isInstanceOf(IllegalStateException.class);
            block.map().put("n", 1);
        }
        assertThat(session.get()).isEqualTo(Map.of("n", 1));
    }

    @Test
    void onlyTheThreadThatOpenedABlockClosesIt() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Block block = session.open();
        Thread other = new Thread(block::close);
        other.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
        other.start();
        other.join();
        assertThat(failures).singleElement().isInstanceOf(IllegalMonitorStateException.class);
        block.close();
        block.close();
        session.with(map -> assertThat(map).isEmpty());
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void withoutChecked(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
