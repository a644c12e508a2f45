package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Tells for which types a user's Gson has nothing but what every Gson has, so that adapters and shortcuts of ours may
 * step in there and nowhere else.
 */
final class PlainGson {
    private static final Gson PLAIN = new Gson();
    private static final Gson OTHER_PLAIN = new Gson();

    private final Gson users;

    PlainGson(Gson users) {
        this.users = users;
    }

    /** {@return whether the user left Gson's own mapping of a type alone} */
    boolean leaves(Type type) {
        TypeAdapter<?> own = adapter(PLAIN, type);
        TypeAdapter<?> theirs = adapter(users, type);
        if (own == null || theirs == null) {
            return theirs == null;
        }
        if (own == theirs) {
            return true;
        }
        // Most of Gson's adapters are constants; the others differ from Gson to Gson, in nothing but their settings.
        boolean constant = own == adapter(OTHER_PLAIN, type);
        return !constant && own.getClass() == theirs.getClass() && writesDateLike(own, theirs, type);
    }

    private static boolean writesDateLike(TypeAdapter<?> own, TypeAdapter<?> theirs, Type type) {
        return type != Date.class || sample(own).equals(sample(theirs));
    }

    private static String sample(TypeAdapter<?> adapter) {
        // Only asked for Date.
        @SuppressWarnings("unchecked")
        TypeAdapter<Date> dates = (TypeAdapter<Date>) adapter;
        return dates.toJson(Date.from(Instant.ofEpochMilli(1_234_567_890_123L)));
    }

    private static @Nullable TypeAdapter<?> adapter(Gson gson, Type type) {
        try {
            return gson.getAdapter(TypeToken.get(type));
        } catch (RuntimeException none) {
            return null;
        }
    }
}
