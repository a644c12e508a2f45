package io.jettio.interop;

import io.jettio.server.Handshake;
import io.jettio.server.engine.EngineRequest;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A handshake as the object that Node's server shows its handlers. */
final class HandshakeView {
    private HandshakeView() {}

    static Map<String, Object> of(Handshake handshake) {
        EngineRequest request = handshake.request();
        Object auth = handshake.auth(Object.class);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("headers", each(request.headers(), values -> String.join(", ", values)));
        view.put("time", DateTimeFormatter.ISO_INSTANT.format(request.time()));
        view.put("address", request.address());
        view.put("xdomain", request.header("origin") != null);
        view.put("secure", request.secure());
        view.put("issued", request.time().toEpochMilli());
        view.put("url", request.url());
        view.put("query", each(request.query(), values -> values.size() == 1 ? values.get(0) : values));
        view.put("auth", auth == null ? Map.of() : auth);
        return view;
    }

    private static Map<String, Object> each(Map<String, List<String>> from, Function<List<String>, Object> one) {
        return from.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> one.apply(entry.getValue())));
    }
}
