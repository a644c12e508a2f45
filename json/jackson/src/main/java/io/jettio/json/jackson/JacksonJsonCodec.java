package io.jettio.json.jackson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonInput;
import io.jettio.protocol.json.JsonOutput;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A codec on Jackson 2, for types that carry its annotations. Thread-safe.
 *
 * <p>{@code byte[]}, {@code ByteBuffer} and {@code Frame.Binary} at any depth are attachments, with every mapper, and
 * untyped binary reads as a read-only {@code ByteBuffer}. NaN, infinities and numbers beyond the wanted type are refused,
 * and so is raw JSON that is none. How a mapper indents, quotes or escapes does not matter: the syntax is that of RFC 8259.
 *
 * <p>Without a mapper of the application the wire form is that of {@code GsonJsonCodec}: {@code Optional} is the value or
 * null, {@code java.time}, {@code Date} and {@code Calendar} are ISO-8601 strings, null members and empty optionals are
 * omitted, members that the type does not have are skipped, {@code Object} reads integers as {@code Long} or
 * {@code BigInteger}. A fraction is no integer, also where it is {@code 1.0}. Beyond that Jackson decides: which
 * members a class has (properties, not fields), that null is zero for a primitive, that {@code "5"} is a number and {@code 5} a string.
 *
 * <p>Classes in named modules must be open to {@code com.fasterxml.jackson.databind}.
 */
public final class JacksonJsonCodec implements JsonCodec {
    private static final int MAX_NUMBER_LENGTH = 10_000;
    /** Strict, whatever the application's factory lets pass. */
    private static final JsonFactory SYNTAX = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final ObjectMapper mapper;

    /** Makes a codec with the default settings. */
    public JacksonJsonCodec() {
        ObjectMapper settings = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
        this.mapper = prepared(settings, true);
    }

    /**
     * Makes a codec with the settings, modules and mix-ins of a mapper, so that types keep the form that they have in the
     * application's other JSON. Binary is added to it always; {@code java.time} and {@code Optional} only where Jackson
     * says that it does not support them, that is without {@code JavaTimeModule} and {@code Jdk8Module}. What the mapper
     * says of dates as numbers, of null and of unknown members holds.
     *
     * @param mapper the mapper, which is copied and stays as it is
     * @throws IllegalStateException if it is of a class that cannot be copied
     */
    public JacksonJsonCodec(ObjectMapper mapper) {
        this.mapper = prepared(Objects.requireNonNull(mapper, "mapper").copy(), false);
    }

    private static ObjectMapper prepared(ObjectMapper mapper, boolean ourDefaults) {
        Supported supported = new Supported(mapper);
        return mapper.disable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .registerModules(
                        Times.module(supported, ourDefaults),
                        Optionals.module(supported),
                        new BinaryModule(ourDefaults));
    }

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        if (value == null) {
            out.writeNull();
            return;
        }
        // Closed only when it wrote a whole value: closing would complete what is half written.
        PayloadGenerator generator = generator(out);
        try {
            mapper.writer().writeValue(generator, value);
            generator.requireComplete();
            generator.close();
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.writing(value.getClass(), e);
        }
    }

    private PayloadGenerator generator(JsonOutput out) {
        try {
            JsonGenerator generator = SYNTAX.createGenerator(out.writer());
            generator.setCodec(mapper);
            return new PayloadGenerator(generator, out);
        } catch (IOException e) {
            throw new JsonException("no generator", e);
        }
    }

    @Override
    public @Nullable Object read(JsonInput in, Type type) {
        ObjectReader reader;
        try {
            reader = mapper.readerFor(mapper.constructType(type)).withAttribute(BinaryModule.INPUT, in);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // No value is at hand yet, so the message cannot show one.
            throw new JsonException("no mapping for " + type.getTypeName() + ": " + e.getMessage(), e);
        }
        try (JsonParser parser = SYNTAX.createParser(in.reader())) {
            parser.setCodec(mapper);
            return reader.readValue(new PayloadParser(parser));
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.reading(type, e);
        }
    }
}
