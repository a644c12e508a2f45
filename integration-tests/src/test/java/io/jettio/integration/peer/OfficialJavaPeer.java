package io.jettio.integration.peer;

import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.EngineIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The official Java client. */
public final class OfficialJavaPeer extends LocalPeer {
    // Its own, so that its threads can be ended; a poll may take longer than OkHttp's ten seconds.
    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(1, TimeUnit.MINUTES).build();

    @Override
    List<Driven> create(List<Description> descriptions) {
        Description first = descriptions.get(0);
        URI uri = URI.create(first.url());
        Socket main = IO.socket(uri, options(first));
        List<Driven> created = new ArrayList<>();
        created.add(watch(main, first));
        for (Description other : descriptions.subList(1, descriptions.size())) {
            Socket more = main.io().socket(URI.create(other.url()).getPath(), options(other));
            created.add(watch(more, other));
        }
        return created;
    }

    private IO.Options options(Description from) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.callFactory = http;
        options.webSocketFactory = http;
        options.transports = from.transports();
        options.reconnection = from.reconnection();
        options.reconnectionDelay = from.millis("reconnectionDelay", 1000);
        options.reconnectionDelayMax = from.millis("reconnectionDelayMax", 5000);
        if (from.options().get("auth") instanceof Map<?, ?> auth) {
            options.auth = new LinkedHashMap<>();
            auth.forEach((name, value) -> options.auth.put((String) name, (String) value));
        }
        return options;
    }

    private static Driven watch(Socket socket, Description description) {
        Reports reports = description.reports();
        socket.on(Socket.EVENT_CONNECT, arguments -> reports.connected(socket.id()));
        socket.on(Socket.EVENT_DISCONNECT, arguments -> reports.disconnected((String) arguments[0]));
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> {
            if (arguments[0] instanceof JSONObject error) {
                reports.refused(error.optString("message"), fromJson(error.opt("data")));
            } else if (arguments[0] instanceof EngineIOException failure) {
                reports.refused(failure.getMessage(), null);
            } else {
                reports.refused(String.valueOf(arguments[0]), null);
            }
        });
        socket.onAnyIncoming(arguments -> {
            List<Object> values = new ArrayList<>();
            for (Object argument : arguments) {
                if (!(argument instanceof io.socket.client.Ack)) {
                    values.add(fromJson(argument));
                }
            }
            reports.event((String) values.get(0), values.subList(1, values.size()));
        });
        for (String event : description.answered()) {
            socket.on(event, arguments -> {
                List<Object> values = new ArrayList<>();
                for (Object argument : Arrays.copyOf(arguments, arguments.length - 1)) {
                    values.add(fromJson(argument));
                }
                io.socket.client.Ack ack = (io.socket.client.Ack) arguments[arguments.length - 1];
                ack.call(toJson(description.answer(event, values)));
            });
        }
        return new Official(socket);
    }

    /** What the client gives, as lists, maps and values. */
    public static Object fromJson(Object value) {
        try {
            if (value == JSONObject.NULL) {
                return null;
            } else if (value instanceof JSONArray array) {
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < array.length(); i++) {
                    list.add(fromJson(array.get(i)));
                }
                return list;
            } else if (value instanceof JSONObject object) {
                Map<String, Object> map = new LinkedHashMap<>();
                for (var names = object.keys(); names.hasNext(); ) {
                    String name = (String) names.next();
                    map.put(name, fromJson(object.get(name)));
                }
                return map;
            }
            return value;
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lists, maps and values as the client takes them; binary is a {@code ByteBuffer}. */
    public static Object[] toJson(List<Object> values) {
        return values.stream().map(OfficialJavaPeer::toJson).toArray();
    }

    private static Object toJson(Object value) {
        try {
            if (value == null) {
                return JSONObject.NULL;
            } else if (value instanceof ByteBuffer buffer) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                return bytes;
            } else if (value instanceof List<?> list) {
                JSONArray array = new JSONArray();
                list.forEach(inner -> array.put(toJson(inner)));
                return array;
            } else if (value instanceof Map<?, ?> map) {
                JSONObject object = new JSONObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    object.put((String) entry.getKey(), toJson(entry.getValue()));
                }
                return object;
            }
            return value;
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() throws Exception {
        super.stop();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private record Official(Socket socket) implements Driven {
        @Override
        public void connect() {
            socket.connect();
        }

        @Override
        public void emit(String event, List<Object> arguments) {
            socket.emit(event, toJson(arguments));
        }

        @Override
        public void ask(String event, List<Object> arguments, int timeoutMillis, Consumer<List<Object>> answer) {
            socket.emit(event, toJson(arguments), new AckWithTimeout(timeoutMillis) {
                @Override
                public void onSuccess(Object... answers) {
                    List<Object> values = new ArrayList<>();
                    for (Object value : answers) {
                        values.add(fromJson(value));
                    }
                    answer.accept(values);
                }

                @Override
                public void onTimeout() {
                    answer.accept(null);
                }
            });
        }

        @Override
        public void disconnect() {
            socket.disconnect();
        }

        @Override
        public void close() {
            Manager manager = socket.io();
            manager.reconnection(false);
            socket.off();
            socket.disconnect();
        }
    }
}
