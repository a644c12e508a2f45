package io.jettio.client.internal;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carriers that add header fields to each request. */
final class HeaderCarriers implements Carriers {
    private final Carriers carriers;
    private final Map<String, List<String>> headers;

    HeaderCarriers(Carriers carriers, Map<String, List<String>> headers) {
        this.carriers = carriers;
        this.headers = headers;
    }

    static Map<String, List<String>> lists(Map<String, String> headers) {
        Map<String, List<String>> lists = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    private Map<String, List<String>> with(Map<String, List<String>> others) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(others);
        all.putAll(headers);
        return all;
    }

    @Override
    public HttpCarrier http() {
        HttpCarrier http = carriers.http();
        return (request, answer) -> http.send(
                new HttpCarrier.Request(
                        request.uri(), with(request.headers()), request.body(), request.maxResponseBytes()),
                answer);
    }

    @Override
    public WebSocketCarrier webSocket() {
        WebSocketCarrier webSocket = carriers.webSocket();
        return (request, listener) -> webSocket.connect(
                new WebSocketCarrier.Request(request.uri(), with(request.headers()), request.maxMessageBytes()),
                listener);
    }

    @Override
    public void stop(Duration timeout) {
        carriers.stop(timeout);
    }
}
