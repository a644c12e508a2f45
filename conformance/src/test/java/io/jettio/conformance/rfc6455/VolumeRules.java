package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.noise;
import static io.jettio.conformance.rfc6455.FrameRules.text;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large messages and many: all come back, in order. */
interface VolumeRules extends FrameRules {
    @ParameterizedTest
    @ValueSource(ints = {65_536, 262_144, 524_288, 1_000_000})
    default void largeMessageIsEchoed(int size) {
        try (FramePeer peer = open()) {
            peer.send(text(size));
            comes(peer, text(size));
            peer.send(noise(size));
            comes(peer, noise(size));
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 64", "65536, 256", "262144, 1024", "1000000, 1024", "1000000, 4096", "1000000, 65536"})
    default void largeMessageInFragmentsIsEchoed(int size, int fragment) {
        try (FramePeer peer = open()) {
            peer.sendBytes(FragmentRules.fragments(noise(size - 1), fragment));
            comes(peer, noise(size - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 512, 1_460, 4_096})
    default void largeMessageInPiecesIsEchoed(int piece) {
        try (FramePeer peer = open()) {
            peer.sendChopped(piece, text(1_000_000).masked());
            comes(peer, text(1_000_000));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "16, 1000", "64, 1000", "256, 1000", "1024, 1000", "4096, 500", "16384, 200"})
    default void oneMessageAfterTheOtherIsEchoed(int size, int count) {
        try (FramePeer peer = open()) {
            byte[] text = text(size).masked();
            byte[] binary = noise(size).masked();
            for (int i = 0; i < count; i++) {
                peer.sendBytes(i % 2 == 0 ? text : binary);
                comes(peer, i % 2 == 0 ? text(size) : noise(size));
            }
        }
    }

    @Test
    default void manyMessagesAtOnceAreEchoedInOrder() throws Exception {
        int count = 20_000;
        try (FramePeer peer = open()) {
            CompletableFuture<Void> writing = begun(() -> {
                for (int i = 0; i < count; i++) {
                    peer.send(WebSocketFrame.text("4" + i));
                }
            });
            for (int i = 0; i < count; i++) {
                comes(peer, WebSocketFrame.text("4" + i));
            }
            writing.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    default void messagesOfAllSizesAndCutsAreEchoedInOrder(long seed) throws Exception {
        int count = 400;
        int[] sizes = new Random(seed)
                .ints(count, 0, 1_000)
                .map(i -> i < 500 ? i : i < 900 ? i * 10 : i * 70)
                .toArray();
        try (FramePeer peer = open()) {
            CompletableFuture<Void> writing = begun(() -> {
                Random random = new Random(seed);
                for (int size : sizes) {
                    WebSocketFrame message = size % 2 == 0 ? noise(size) : text(size);
                    byte[] bytes = random.nextBoolean()
                            ? message.masked()
                            : FragmentRules.fragments(message, 1 + size / (1 + random.nextInt(50)));
                    peer.sendChopped(1 + bytes.length / (1 + random.nextInt(20)), bytes);
                }
            });
            for (int size : sizes) {
                comes(peer, size % 2 == 0 ? noise(size) : text(size));
            }
            writing.get(30, TimeUnit.SECONDS);
        }
    }

    /** It reads nothing until the server cannot write, nor read, any more, or has taken everything. */
    @Test
    default void whoReadsLateGetsEverything() throws Exception {
        int count = 150;
        WebSocketFrame message = noise(100_000);
        byte[] bytes = message.masked();
        try (FramePeer peer = open()) {
            CompletableFuture<Void> writing = begun(() -> {
                for (int i = 0; i < count; i++) {
                    peer.send(WebSocketFrame.text("4" + i)).sendBytes(bytes);
                }
            });
            boolean taken = within(writing, 500);
            for (int i = 0; i < count; i++) {
                comes(peer, WebSocketFrame.text("4" + i));
                comes(peer, message);
            }
            if (!taken) {
                writing.get(30, TimeUnit.SECONDS);
            }
            echoes(peer);
        }
    }

    /** On a thread of its own: what blocks in the common pool may keep another test's from beginning. */
    private static CompletableFuture<Void> begun(Runnable writing) {
        return CompletableFuture.runAsync(writing, task -> new Thread(task, "writing").start());
    }

    private static boolean within(CompletableFuture<Void> done, long millis) throws Exception {
        try {
            done.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false; // as it should be where a server bounds what it holds
        }
    }
}
