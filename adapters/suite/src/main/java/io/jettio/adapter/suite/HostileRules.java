package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.BroadcastOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes from who means ill. */
abstract class HostileRules extends OutageRules {
    private static void goesOn(Nodes nodes) {
        FakeSocket there = nodes.socket(1, "there");
        nodes.emit(0, BroadcastOptions.ALL, "e");
        nodes.settle();
        assertEquals(List.of("e"), there.events());
        nodes.everybodyKnows(3);
    }

    /** Bytes of no format. */
    @Test
    @Tag("S9")
    public void garbageIsCountedAndDropped() {
        Nodes nodes = nodes();
        long before = nodes.faulty().rejected();
        nodes.faulty().inject(new byte[0]);
        nodes.faulty().inject(new byte[] {0});
        nodes.faulty().inject(new byte[] {0x7f, -1, -1, -1, 0x7f, -1, -1, -1});
        for (String text : List.of("{", "[]", "{}", "null", "[".repeat(100_000), "{\"uid\":".repeat(10_000))) {
            nodes.faulty().inject(text.getBytes(StandardCharsets.UTF_8));
        }
        Nodes.eventually(() -> assertTrue(nodes.faulty().rejected() > before));
        goesOn(nodes);
    }

    /** Bytes at random. */
    @Test
    @Tag("S9")
    public void randomBytesChangeNothing() {
        Nodes nodes = nodes();
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            nodes.faulty().inject(bytes);
        }
        goesOn(nodes);
    }

    /** Messages that are broken in one place. */
    @Test
    @Tag("S9")
    public void brokenMessagesAreCountedAndDropped() {
        Nodes nodes = nodes();
        long before = nodes.faulty().rejected();
        List<byte[]> broken = nodes.faulty().broken();
        broken.forEach(nodes.faulty()::inject);
        Nodes.eventually(
                () -> assertEquals(before + 3L * broken.size(), nodes.faulty().rejected()));
        goesOn(nodes);
    }
}
