/** Arguments mapped by Jackson 2: a leaf on the protocol's interface for JSON libraries. */
module io.jettio.json.jackson {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive com.fasterxml.jackson.databind;

    exports io.jettio.json.jackson;
}
