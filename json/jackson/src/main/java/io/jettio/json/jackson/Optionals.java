package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.type.TypeModifier;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Optional} and its kin as the value, or null where there is none. */
final class Optionals {
    private Optionals() {}

    /** {@return a module for them, empty if the mapper has one already} */
    static Module module(Supported supported) {
        SimpleModule module = new SimpleModule("jettio-optional") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                if (supported.lacks(Optional.class)) {
                    context.addTypeModifier(new References());
                    context.addDeserializers(new Reading());
                }
            }
        };
        if (supported.lacks(Optional.class)) {
            module.addSerializer(Optional.class, new Writing(o -> ((Optional<?>) o).orElse(null)));
            module.addSerializer(OptionalInt.class, new Writing(o -> boxed((OptionalInt) o)));
            module.addSerializer(OptionalLong.class, new Writing(o -> boxed((OptionalLong) o)));
            module.addSerializer(OptionalDouble.class, new Writing(o -> boxed((OptionalDouble) o)));
        }
        return module;
    }

    private static @Nullable Object boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Object boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Object boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Tells Jackson that they refer to a value, so that it can leave absent ones out. */
    private static final class References extends TypeModifier {
        @Override
        public JavaType modifyType(JavaType type, Type jdkType, TypeBindings context, TypeFactory types) {
            if (type.isReferenceType() || type.isContainerType()) {
                return type;
            }
            Class<?> raw = type.getRawClass();
            if (raw == Optional.class) {
                return ReferenceType.upgradeFrom(type, type.containedTypeOrUnknown(0));
            } else if (raw == OptionalInt.class) {
                return ReferenceType.upgradeFrom(type, types.constructType(int.class));
            } else if (raw == OptionalLong.class) {
                return ReferenceType.upgradeFrom(type, types.constructType(long.class));
            } else if (raw == OptionalDouble.class) {
                return ReferenceType.upgradeFrom(type, types.constructType(double.class));
            }
            return type;
        }
    }

    private static final class Writing extends JsonSerializer<Object> {
        private final Function<Object, @Nullable Object> open;

        Writing(Function<Object, @Nullable Object> open) {
            this.open = open;
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, @Nullable Object value) {
            return value == null || open.apply(value) == null;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(open.apply(value), out);
        }
    }

    private static final class Reading extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                ReferenceType type,
                DeserializationConfig config,
                BeanDescription description,
                @Nullable TypeDeserializer contentTypes,
                @Nullable JsonDeserializer<?> contents) {
            Class<?> raw = type.getRawClass();
            if (raw == Optional.class) {
                return new Value<>(type.getReferencedType(), Optional.empty(), Optional::of);
            } else if (raw == OptionalInt.class) {
                return new Value<>(
                        type.getReferencedType(), OptionalInt.empty(), value -> OptionalInt.of((Integer) value));
            } else if (raw == OptionalLong.class) {
                return new Value<>(
                        type.getReferencedType(), OptionalLong.empty(), value -> OptionalLong.of((Long) value));
            } else if (raw == OptionalDouble.class) {
                return new Value<>(
                        type.getReferencedType(), OptionalDouble.empty(), value -> OptionalDouble.of((Double) value));
            }
            return null;
        }
    }

    private static final class Value<O> extends JsonDeserializer<O> {
        private final JavaType content;
        private final O empty;
        private final Function<Object, O> wrap;

        Value(JavaType content, O empty, Function<Object, O> wrap) {
            this.content = content;
            this.empty = empty;
            this.wrap = wrap;
        }

        @Override
        public O getNullValue(DeserializationContext context) {
            return empty;
        }

        @Override
        public O deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Object value = context.readValue(in, content);
            return value == null ? empty : wrap.apply(value);
        }
    }
}
