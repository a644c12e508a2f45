package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RandomRoundTripTest {
    record Leaf(
            String name, long count, double ratio, @Nullable ByteBuffer data, Instant at) {}

    record Tree(Map<String, List<Leaf>> branches, @Nullable Tree below) {}

    @Test
    void untypedValueComesBackThroughTheWire() {
        Random random = seeded();
        for (int i = 0; i < 5_000; i++) {
            List<@Nullable Object> arguments = new ArrayList<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                arguments.add(value(random, 4));
            }
            JsonPayload back = wired(JsonPayload.of(GsonJsonCodec.shared(), arguments));
            for (int n = 0; n < arguments.size(); n++) {
                assertThat(back.get(n, Object.class)).isEqualTo(arguments.get(n));
            }
        }
    }

    @Test
    void typedValueComesBackThroughTheWire() {
        Random random = seeded();
        for (int i = 0; i < 2_000; i++) {
            Tree tree = tree(random, 4);
            JsonPayload back = wired(JsonPayload.of(GsonJsonCodec.shared(), List.of(tree)));
            assertThat(back.get(0, Tree.class)).isEqualTo(tree);
        }
    }

    @Test
    void timeComesBack() {
        Random random = seeded();
        for (int i = 0; i < 2_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong() >> (random.nextInt(34) + 22), random.nextInt());
            for (Object value : Arrays.<Object>asList(
                    instant,
                    instant.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(60_000) - 30_000)),
                    LocalDateTime.ofInstant(instant, ZoneOffset.UTC),
                    Duration.ofSeconds(random.nextLong() >> 8, random.nextInt()),
                    Year.from(instant.atOffset(ZoneOffset.UTC)),
                    java.util.Date.from(Instant.ofEpochMilli(instant.toEpochMilli())))) {
                String json = Mapping.json(value);
                assertThat(Mapping.read(json, value.getClass())).as(json).isEqualTo(value);
            }
        }
    }

    /** Through bytes and the scanner, as a peer would get it. */
    private static JsonPayload wired(JsonPayload payload) {
        byte[] utf8 = payload.json().getBytes(UTF_8);
        return JsonPayload.parseArray(
                        GsonJsonCodec.shared(),
                        utf8,
                        0,
                        utf8.length,
                        payload.attachments().size(),
                        DecodeLimits.defaults())
                .withAttachments(payload.attachments());
    }

    private static Random seeded() {
        long seed = System.nanoTime();
        System.out.println("RandomRoundTripTest seed " + seed);
        return new Random(seed);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> new BigInteger(200, random).setBit(70);
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 5, 6 -> text(random);
            case 7 -> binary(random);
            case 8 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    Object value = value(random, depth - 1);
                    map.put(text(random), value == null ? "null fields are omitted" : value);
                }
                yield map;
            }
        };
    }

    private static Tree tree(Random random, int depth) {
        Map<String, List<Leaf>> branches = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<Leaf> leaves = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                leaves.add(new Leaf(
                        text(random),
                        random.nextLong(),
                        random.nextDouble(),
                        random.nextBoolean() ? null : binary(random),
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))));
            }
            branches.put(text(random), leaves);
        }
        return new Tree(branches, depth > 0 && random.nextBoolean() ? tree(random, depth - 1) : null);
    }

    private static ByteBuffer binary(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int kind = random.nextInt(3);
        for (int i = random.nextInt(30); i > 0; i--) {
            int c = random.nextInt(kind == 0 ? 0x80 : kind == 1 ? 0x900 : 0x11_0000);
            // A lone surrogate is legal as an escape, and two halves that meet by chance are one character.
            text.appendCodePoint(c);
        }
        return text.toString();
    }
}
