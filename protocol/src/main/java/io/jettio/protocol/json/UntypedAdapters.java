package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values without a type, where a placeholder is to become a {@code ByteBuffer}. Gson's own adapter for {@code Object}
 * cannot be replaced, so {@link Untyped} is asked for in its place: as the argument of collections and maps, raw ones
 * too, and as the component of {@code Object[]}. Erasure makes that safe.
 */
final class UntypedAdapters implements TypeAdapterFactory {
    /** Stands for {@code Object}; it has no instance. */
    static final class Untyped {
        private Untyped() {}
    }

    private final PlainGson plain;

    UntypedAdapters(PlainGson plain) {
        this.plain = plain;
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        TypeAdapter<?> adapter = null;
        if (type.getRawType() == Untyped.class) {
            adapter = new Adapter(gson.getAdapter(Object.class));
        } else if (type.getRawType() == Object[].class && plain.leaves(type.getType())) {
            adapter = new ArrayAdapter(gson.getAdapter(Untyped.class));
        } else {
            Type replaced = replaceObject(type);
            if (replaced != null && plain.leaves(type.getType())) {
                adapter = gson.getAdapter(TypeToken.get(replaced));
            }
        }
        // Untyped and Object erase to the same.
        @SuppressWarnings("unchecked")
        TypeAdapter<T> typed = (TypeAdapter<T>) adapter;
        return typed;
    }

    /** {@return the collection or map with {@link Untyped} for each argument that is Object, or null if there is none} */
    private static @Nullable Type replaceObject(TypeToken<?> token) {
        Class<?> raw = token.getRawType();
        if (!Collection.class.isAssignableFrom(raw) && !Map.class.isAssignableFrom(raw)) {
            return null;
        }
        Type type = token.getType();
        Type[] arguments = type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()
                : Arrays.copyOf(raw.getTypeParameters(), raw.getTypeParameters().length, Type[].class);
        boolean replaced = false;
        for (int i = 0; i < arguments.length; i++) {
            if (isObject(arguments[i]) || type == raw) {
                arguments[i] = Untyped.class;
                replaced = true;
            }
        }
        return replaced && hasUnboundedParameters(raw)
                ? TypeToken.getParameterized(raw, arguments).getType()
                : null;
    }

    private static boolean hasUnboundedParameters(Class<?> raw) {
        for (var parameter : raw.getTypeParameters()) {
            for (Type bound : parameter.getBounds()) {
                if (bound != Object.class) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean isObject(Type type) {
        return type == Object.class
                || (type instanceof WildcardType wildcard && wildcard.getUpperBounds()[0] == Object.class);
    }

    /** Reads any value; the depth is limited, since the JSON was scanned or written within a limit. */
    private static @Nullable Object read(PayloadReader in, TypeAdapter<Object> scalars) throws IOException {
        switch (in.peek()) {
            case BEGIN_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                in.beginArray();
                while (in.hasNext()) {
                    list.add(read(in, scalars));
                }
                in.endArray();
                return list;
            }
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                in.beginObject();
                while (in.hasNext()) {
                    map.put(in.nextName(), read(in, scalars));
                }
                in.endObject();
                return attachmentOr(map, in);
            }
            default -> {
                return scalars.read(in);
            }
        }
    }

    private static Object attachmentOr(Map<String, @Nullable Object> map, PayloadReader in) {
        if (Boolean.TRUE.equals(map.get("_placeholder")) && map.get("num") instanceof Number number) {
            Frame.Binary attachment = in.attachment(number.intValue());
            if (attachment != null) {
                return attachment.buffer();
            }
        }
        return map;
    }

    private static final class Adapter extends TypeAdapter<Object> {
        private final TypeAdapter<Object> gsons;

        Adapter(TypeAdapter<Object> gsons) {
            this.gsons = gsons;
        }

        @Override
        public void write(JsonWriter out, @Nullable Object value) throws IOException {
            gsons.write(out, value);
        }

        @Override
        public @Nullable Object read(JsonReader in) throws IOException {
            return in instanceof PayloadReader payload && payload.hasAttachments()
                    ? UntypedAdapters.read(payload, gsons)
                    : gsons.read(in);
        }
    }

    private static final class ArrayAdapter extends TypeAdapter<@Nullable Object[]> {
        private final TypeAdapter<?> elements;

        ArrayAdapter(TypeAdapter<?> elements) {
            this.elements = elements;
        }

        @Override
        public void write(JsonWriter out, @Nullable Object @Nullable [] value) throws IOException {
            if (value == null) {
                out.nullValue();
                return;
            }
            // The adapter for Untyped takes any object.
            @SuppressWarnings("unchecked")
            TypeAdapter<Object> any = (TypeAdapter<Object>) elements;
            out.beginArray();
            for (Object element : value) {
                any.write(out, element);
            }
            out.endArray();
        }

        @Override
        public @Nullable Object @Nullable [] read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            List<@Nullable Object> list = new ArrayList<>();
            in.beginArray();
            while (in.hasNext()) {
                list.add(elements.read(in));
            }
            in.endArray();
            return list.toArray();
        }
    }
}
