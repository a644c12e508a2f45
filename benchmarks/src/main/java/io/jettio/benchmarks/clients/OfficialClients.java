package io.jettio.benchmarks.clients;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The official Java client, its managers sharing one OkHttp client; otherwise with default options. */
final class OfficialClients extends Clients {
    private static final String ECHO = "echo";

    private final Work work;
    private final String text;
    private final byte[] bytes;
    private final OkHttpClient http;
    private final List<Socket> sockets = new ArrayList<>();

    OfficialClients(Work work) {
        this.work = work;
        this.text = work.text();
        this.bytes = new byte[work.payload()];
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        // A poll may take longer than OkHttp's ten seconds.
        this.http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(1, TimeUnit.MINUTES)
                .build();
    }

    @Override
    void add() {
        int client = sockets.size();
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.callFactory = http;
        options.webSocketFactory = http;
        options.transports = new String[] {work.polling() ? "polling" : "websocket"};
        Socket socket = IO.socket(work.url(), options);
        socket.on(Socket.EVENT_CONNECT, arguments -> connected());
        socket.on(ECHO, arguments -> replied(client, ((String) arguments[0]).length() == text.length()));
        socket.on("bin", arguments -> replied(client, ((byte[]) arguments[0]).length == bytes.length));
        sockets.add(socket);
        socket.connect();
    }

    @Override
    void send(int client) {
        Socket socket = sockets.get(client);
        switch (work.task()) {
            case ACK ->
                socket.emit(ECHO, text, (Ack) got -> replied(client, ((String) got[0]).length() == text.length()));
            case TYPED -> {
                JSONObject order = order(4711 + client);
                socket.emit("typed", order, (Ack) got -> replied(client, isRight((JSONObject) got[0], 4711 + client)));
            }
            case BIN -> socket.emit("bin", bytes);
            default -> socket.emit(ECHO, text);
        }
    }

    private static JSONObject order(long id) {
        try {
            return new JSONObject()
                    .put("id", id)
                    .put("customer", "Ada Lovelace, 12 St James's Square")
                    .put("items", new JSONArray(List.of("difference engine", "punched cards", "brass wheels")))
                    .put("total", 1815.12)
                    .put("paid", true)
                    .put("note", "to be delivered by the end of the month, please");
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what the other library reads as well. */
    private static boolean isRight(JSONObject got, long id) {
        try {
            return got.getLong("id") == id
                    && !got.getString("customer").isEmpty()
                    && got.getJSONArray("items").length() == 3
                    && got.getDouble("total") > 0
                    && got.getBoolean("paid")
                    && !got.getString("note").isEmpty();
        } catch (JSONException e) {
            return false;
        }
    }

    @Override
    void disconnect() {
        sockets.forEach(Socket::close);
        sockets.clear();
    }

    @Override
    public void close() {
        disconnect();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
