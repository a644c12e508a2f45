package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** What a deserializer of ours throws; its message says what was expected, and Jackson adds the path on its way out. */
final class Refusal extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    private final String wanted;

    Refusal(JsonParser parser, String wanted) {
        super(parser, wanted);
        this.wanted = wanted;
    }

    String wanted() {
        return wanted;
    }
}
