package io.jettio.server.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.MountedEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    private static final String HANDSHAKE = "?EIO=4&transport=polling";

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io", "/engine.io/"})
    void pathMatchesWithAndWithoutTrailingSlash(String path) throws Exception {
        try (MountedEngine server = new MountedEngine(options -> {}, socket -> {})) {
            assertThat(server.get(path + HANDSHAKE).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/engine",
                "/engine.iox",
                "/engine.iox/",
                "/engine.io/foo",
                "/engine.io/foo/",
                "/x/engine.io/",
                "/ENGINE.IO/",
                "/engine.io/socket.io.js"
            })
    @Tag("feature:1.42")
    void otherPathsGoToTheNextHandler(String path) throws Exception {
        try (MountedEngine server = new MountedEngine(options -> {}, socket -> {})) {
            assertThat(server.get(path + HANDSHAKE).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deep/er", "/deep/er/"})
    @Tag("feature:1.40")
    void pathIsAnOptionWithOrWithoutTrailingSlash(String path) throws Exception {
        try (MountedEngine server = new MountedEngine(options -> options.path(path), socket -> {})) {
            assertThat(server.get("/deep/er" + HANDSHAKE).statusCode()).isEqualTo(200);
            assertThat(server.get("/deep/er/" + HANDSHAKE).statusCode()).isEqualTo(200);
            assertThat(server.get("/deep/" + HANDSHAKE).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void rootCanBeThePath() throws Exception {
        try (MountedEngine server = new MountedEngine(options -> options.path("/"), socket -> {})) {
            assertThat(server.get("/" + HANDSHAKE).statusCode()).isEqualTo(200);
            assertThat(server.get("/engine.io/" + HANDSHAKE).statusCode()).isEqualTo(404);
        }
    }
}
