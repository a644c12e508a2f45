package io.jettio.harness.wire;

import com.google.gson.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An HTTP answer, read to its end. */
public final class Answer {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as a JSON object; two are equal whatever the order of their members. */
    public JsonObject json() {
        return Json.object(text());
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** All values of a header, in the order of their lines. */
    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    static String cut(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    @Override
    public String toString() {
        return status + " " + cut(text());
    }
}
