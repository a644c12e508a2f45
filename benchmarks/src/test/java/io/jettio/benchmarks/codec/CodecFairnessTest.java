package io.jettio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.benchmarks.codec.CodecBenchmark.Codec;
import io.jettio.protocol.Frame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;

/** A comparison is fair only if both codecs do the same. */
class CodecFairnessTest {
    @ParameterizedTest
    @EnumSource(Sample.class)
    void everyCodecDecodesTheSame(Sample sample) {
        for (Codec codec : Codec.values()) {
            CodecUnderTest.Packet packet = CodecBenchmark.under(codec, sample).decode();
            assertThat(packet.name()).isEqualTo(sample.isEvent() ? Sample.EVENT : "");
            assertThat(packet.id()).isEqualTo(sample.hasId() ? Sample.ID : -1);
            assertSameValue(packet.value(), sample.value());
        }
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void whatTheOfficialCodecEncodesReadsAsTheSameValue(Sample sample) {
        List<?> wire = new OfficialCodec(sample, false).encode();
        assertSameValue(new JettioCodec(sample, wire).decode().value(), sample.value());
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void jettioEncodesTheSample(Sample sample) {
        List<Object> messages = new ArrayList<>();
        for (Frame frame : new JettioCodec(sample).encode()) {
            messages.add(frame instanceof Frame.Text text ? text.text() : frame.toByteArray());
        }
        assertThat(messages).usingRecursiveComparison().isEqualTo(sample.wire());
    }

    @Test
    void benchmarkRuns() throws Exception {
        CodecCommand command = new CodecCommand();
        new picocli.CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs("--samples=text_32", "--forks=0", "--warmups=0", "--iterations=1", "--millis=10");
        Collection<RunResult> results = command.run("decode");
        assertThat(results).hasSize(Codec.values().length);
        assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
    }

    private static void assertSameValue(Object actual, Object expected) {
        if (actual instanceof JSONObject || expected instanceof java.util.Map) {
            assertThat(plain(actual)).isEqualTo(plain(expected));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** Trees of either kind as one kind, numbers as text of a double. */
    private static Object plain(Object value) {
        if (value instanceof JSONObject object) {
            java.util.Map<String, Object> map = new java.util.TreeMap<>();
            for (var keys = object.keys(); keys.hasNext(); ) {
                String key = (String) keys.next();
                map.put(key, plain(object.opt(key)));
            }
            return map;
        }
        if (value instanceof JSONArray array) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < array.length(); i++) {
                list.add(plain(array.opt(i)));
            }
            return list;
        }
        if (value instanceof java.util.Map<?, ?> map) {
            java.util.Map<String, Object> sorted = new java.util.TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, plain(each)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CodecFairnessTest::plain).toList();
        }
        return value instanceof Number number ? number.doubleValue() : value;
    }
}
