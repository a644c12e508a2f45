package io.jettio.json.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jettio.json.application.Throwing;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonPayload;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application's mapper decides the form, but for binary and for what has no form in JSON. */
@Tag("feature:2.14")
class ApplicationMapperTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final byte[] BYTES = {1, 2, 3};

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Profile(
            @JsonProperty("first_name") String name,
            @JsonIgnore String password,
            byte[] picture) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Photo.class, name = "photo"))
    interface Attachment {}

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Photo(String title, byte[] pixels) implements Attachment {}

    static final class Envelope {
        @JsonUnwrapped
        public Letter letter = new Letter();

        public String from = "";
    }

    static final class Letter {
        public String text = "";
        public byte[] seal = {};
    }

    record Raw(@JsonRawValue String json) {}

    record Times(Instant at, Date date, Optional<String> note) {}

    private static String json(JsonCodec codec, Object value) {
        String array = payload(codec, value).json();
        return array.substring(1, array.length() - 1);
    }

    private static JsonPayload payload(JsonCodec codec, Object value) {
        return JsonPayload.of(codec, Arrays.asList(value));
    }

    private static <T> T back(JsonCodec codec, Object value, Class<T> type) {
        return payload(codec, value).get(0, type);
    }

    @Test
    void annotationsSayWhatStandsInTheJson() {
        JsonCodec codec = new JacksonJsonCodec(new ObjectMapper());
        Profile profile = new Profile("Ada", "secret", BYTES);

        assertThat(json(codec, profile)).isEqualTo("{\"first_name\":\"Ada\",\"picture\":" + FIRST + "}");
        Profile back = back(codec, profile, Profile.class);
        assertThat(back.name()).isEqualTo("Ada");
        assertThat(back.password()).isNull();
        assertThat(back.picture()).isEqualTo(BYTES);
    }

    @Test
    void binaryBehindABufferOfTokensIsAnAttachment() {
        JsonCodec codec = new JacksonJsonCodec();
        Attachment photo = new Photo("t", BYTES);
        assertThat(json(codec, photo)).isEqualTo("{\"kind\":\"photo\",\"title\":\"t\",\"pixels\":" + FIRST + "}");
        assertThat(((Photo) back(codec, photo, Attachment.class)).pixels()).isEqualTo(BYTES);

        Envelope envelope = new Envelope();
        envelope.letter.seal = BYTES;
        assertThat(json(codec, envelope)).contains("\"seal\":" + FIRST);
        assertThat(back(codec, envelope, Envelope.class).letter.seal).isEqualTo(BYTES);
    }

    @Test
    void treesOfJacksonMapWithTheirBinary() {
        JsonCodec codec = new JacksonJsonCodec();
        JsonNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("a", 1)
                .set("b", JsonNodeFactory.instance.arrayNode().add(BYTES));

        JsonPayload payload = payload(codec, tree);

        assertThat(payload.json()).isEqualTo("[{\"a\":1,\"b\":[" + FIRST + "]}]");
        assertThat(payload.attachments()).containsExactly(Frame.binary(BYTES));
        assertThat(payload.get(0, JsonNode.class).get("a").intValue()).isEqualTo(1);
    }

    @Test
    void settingsAreKept() {
        ObjectMapper mapper = new ObjectMapper()
                .setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT);
        JsonCodec codec = new JacksonJsonCodec(mapper);

        assertThat(json(codec, new Times(Instant.EPOCH, Date.from(Instant.ofEpochMilli(5)), Optional.empty())))
                .isEqualTo("{\"At\":\"1970-01-01T00:00:00Z\",\"Date\":5,\"Note\":null}");
        assertThat(json(codec, Collections.singletonMap("a", null))).isEqualTo("{\"a\":null}");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> back(codec, Map.of("unknown", 1), Times.class))
                .withMessageContaining("at $.unknown");
    }

    @Test
    void modulesOfTheApplicationGoBeforeOurs() {
        SimpleModule seconds = new SimpleModule()
                .addSerializer(Instant.class, new JsonSerializer<Instant>() {
                    @Override
                    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeNumber(value.getEpochSecond());
                    }
                })
                .addDeserializer(Instant.class, new JsonDeserializer<Instant>() {
                    @Override
                    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        return Instant.ofEpochSecond(in.getLongValue());
                    }
                });
        JsonCodec codec = new JacksonJsonCodec(new ObjectMapper().registerModule(seconds));

        assertThat(json(codec, List.of(Instant.ofEpochSecond(5)))).isEqualTo("[5]");
        assertThat(back(codec, Instant.ofEpochSecond(5), Instant.class)).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(json(codec, LocalDate.of(2024, 2, 29))).isEqualTo("\"2024-02-29\"");
    }

    @Test
    void theMapperStaysAsItIs() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonCodec codec = new JacksonJsonCodec(mapper);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);

        assertThat(mapper.writeValueAsString(BYTES)).isEqualTo("\"AQID\"");
        assertThat(json(codec, new Photo("t", BYTES))).contains("\"title\"");
    }

    @Test
    void rawJsonIsChecked() {
        JsonCodec codec = new JacksonJsonCodec();
        assertThat(json(codec, new Raw("{\"a\":[1]}"))).isEqualTo("{\"json\":{\"a\":[1]}}");
        for (String raw : List.of("", "{", "1,2", "1 2", "\"", "\"a", "{}}", "a", "[1", "'a'", "NaN")) {
            assertThatExceptionOfType(JsonException.class)
                    .as(raw)
                    .isThrownBy(() -> json(codec, new Raw(raw)))
                    .withMessageContaining("raw JSON that is none at $.json");
        }
    }

    @Test
    void aSerializerThatWritesNothingOrHalfOrTooMuchIsRefused() {
        List<Broken> broken =
                List.of(out -> {}, JsonGenerator::writeStartArray, JsonGenerator::writeStartObject, out -> {
                    out.writeNumber(1);
                    out.writeNumber(2);
                });
        for (Broken write : broken) {
            SimpleModule module = new SimpleModule().addSerializer(LocalDate.class, new JsonSerializer<LocalDate>() {
                @Override
                public void serialize(LocalDate value, JsonGenerator out, SerializerProvider provider)
                        throws IOException {
                    write.to(out);
                }
            });
            JsonCodec codec = new JacksonJsonCodec(new ObjectMapper().registerModule(module));
            assertThatExceptionOfType(JsonException.class).isThrownBy(() -> json(codec, LocalDate.EPOCH));
        }
    }

    private interface Broken {
        void to(JsonGenerator out) throws IOException;
    }

    @Test
    void numbersThatAreNoneAreRefusedWhateverTheMapperSays() {
        JsonCodec codec = new JacksonJsonCodec(new ObjectMapper());
        for (Object value : List.of(Double.NaN, List.of(Float.NEGATIVE_INFINITY), new double[] {Double.NaN})) {
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> json(codec, value))
                    .withMessageContaining("NaN or an infinity");
        }
    }

    @Test
    void aGetterThatThrowsIsTheCause() {
        Object value = Map.of("a", List.of(new Throwing()));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json(new JacksonJsonCodec(), value))
                .withMessageContaining("at $.a[0].name")
                .satisfies(e -> assertThat(e.getCause()).hasMessage("no name"));
    }
}
