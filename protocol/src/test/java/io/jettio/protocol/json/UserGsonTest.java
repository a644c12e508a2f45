package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.json;
import static io.jettio.protocol.json.Mapping.payload;
import static io.jettio.protocol.json.Mapping.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.LongSerializationPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UserGsonTest {
    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Profile(String firstName, Optional<Instant> lastSeen, byte[] picture) {}

    private static GsonJsonCodec codec(GsonBuilder builder) {
        return new GsonJsonCodec(builder.create());
    }

    @Test
    void settingsAreKeptAndMappingsOfOursAreAdded() {
        GsonJsonCodec codec = codec(new GsonBuilder()
                .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .serializeNulls());
        Profile profile = new Profile("Ada", Optional.of(Instant.EPOCH), new byte[] {1});
        assertThat(json(codec, profile))
                .isEqualTo("{\"first_name\":\"Ada\",\"last_seen\":\"1970-01-01T00:00:00Z\","
                        + "\"picture\":{\"_placeholder\":true,\"num\":0}}");
        assertThat(json(codec, new Profile("Ada", Optional.empty(), null)))
                .isEqualTo("{\"first_name\":\"Ada\",\"last_seen\":null,\"picture\":null}");
        Profile back = payload(codec, profile).get(0, Profile.class);
        assertThat(back.lastSeen()).contains(Instant.EPOCH);
        assertThat(back.picture()).isEqualTo(new byte[] {1});
    }

    @Test
    void formattingIsNotKept() {
        GsonJsonCodec codec = codec(new GsonBuilder().setPrettyPrinting());
        assertThat(json(codec, Map.of("a", List.of("<b>")))).isEqualTo("{\"a\":[\"<b>\"]}");
    }

    @Test
    @Tag("feature:2.11")
    void adaptersOfTheUserGoBeforeThoseOfOurs() {
        JsonSerializer<LocalDate> epochDay = (date, type, context) -> new JsonPrimitive(date.toEpochDay());
        TypeAdapter<Instant> seconds = new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, Instant value) throws IOException {
                out.value(value.getEpochSecond());
            }

            @Override
            public Instant read(JsonReader in) throws IOException {
                return Instant.ofEpochSecond(in.nextLong());
            }
        };
        GsonJsonCodec codec = codec(new GsonBuilder()
                .registerTypeAdapter(LocalDate.class, epochDay)
                .registerTypeAdapter(Instant.class, seconds.nullSafe())
                .setDateFormat("yyyy"));
        assertThat(json(codec, LocalDate.ofEpochDay(3))).isEqualTo("3");
        assertThat(json(codec, Arrays.asList(Instant.ofEpochSecond(5), null))).isEqualTo("[5,null]");
        assertThat(read(codec, "5", Instant.class)).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(json(codec, Date.from(Instant.parse("2024-06-01T00:00:00Z"))))
                .isEqualTo("\"2024\"");
        assertThat(json(codec, java.time.Year.of(2024))).isEqualTo("\"2024\"");
    }

    @Test
    void shortcutsStandBackBehindAdaptersOfTheUser() {
        TypeAdapter<String> upper = new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, String value) throws IOException {
                out.value(value.toUpperCase(Locale.ROOT));
            }

            @Override
            public String read(JsonReader in) throws IOException {
                return in.nextString() + "!";
            }
        };
        GsonJsonCodec codec = codec(new GsonBuilder()
                .registerTypeAdapter(String.class, upper)
                .setLongSerializationPolicy(LongSerializationPolicy.STRING));
        assertThat(json(codec, "a")).isEqualTo("\"A\"");
        assertThat(read(codec, "\"a\"", String.class)).isEqualTo("a!");
        assertThat(json(codec, 5L)).isEqualTo("\"5\"");
        assertThat(json(codec, 5)).isEqualTo("5");
        assertThat(read(codec, "\"5\"", long.class)).isEqualTo(5L);
    }

    @Test
    void binaryIsAnAttachmentEvenWithAnAdapterOfTheUser() {
        JsonSerializer<byte[]> base64 =
                (bytes, type, context) -> new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
        GsonJsonCodec codec = codec(new GsonBuilder().registerTypeAdapter(byte[].class, base64));
        assertThat(json(codec, List.of(new byte[] {1}))).isEqualTo("[{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void numbersWithoutATypeFollowTheUsersGson() {
        GsonJsonCodec codec = new GsonJsonCodec(new Gson());
        assertThat(read(codec, "[1]", Object.class)).isEqualTo(List.of(1.0));
        assertThat(read(codec, "[1,{\"_placeholder\":true,\"num\":0}]", Object.class, new byte[] {7}))
                .isEqualTo(List.of(1.0, java.nio.ByteBuffer.wrap(new byte[] {7})));
    }

    @Test
    void notANumberIsRefusedWhateverTheUserSays() {
        GsonJsonCodec codec = codec(new GsonBuilder().serializeSpecialFloatingPointValues());
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(codec, List.of(Double.NaN)));
    }

    @Test
    void adapterThatWritesNothingOrTooMuchIsRefused() {
        for (int values : new int[] {0, 2}) {
            TypeAdapter<LocalDate> broken = new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, LocalDate value) throws IOException {
                    for (int i = 0; i < values; i++) {
                        out.value(i);
                    }
                }

                @Override
                public LocalDate read(JsonReader in) {
                    return LocalDate.EPOCH;
                }
            };
            GsonJsonCodec codec = codec(new GsonBuilder().registerTypeAdapter(LocalDate.class, broken));
            assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(codec, LocalDate.EPOCH));
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> json(codec, Collections.singletonMap("a", LocalDate.EPOCH)));
        }
    }

    @Test
    void rawJsonOfAnAdapterIsChecked() {
        TypeAdapter<LocalDate> raw = new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, LocalDate value) throws IOException {
                out.jsonValue(value.equals(LocalDate.EPOCH) ? "{\"a\":[1]}" : "1],[2");
            }

            @Override
            public LocalDate read(JsonReader in) {
                return LocalDate.EPOCH;
            }
        };
        GsonJsonCodec codec = codec(new GsonBuilder().registerTypeAdapter(LocalDate.class, raw));
        assertThat(json(codec, LocalDate.EPOCH)).isEqualTo("{\"a\":[1]}");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(codec, LocalDate.MAX));
    }
}
