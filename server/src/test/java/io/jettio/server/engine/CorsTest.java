package io.jettio.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    @Test
    void byDefaultNoOtherOriginIsAllowed() {
        assertThat(Cors.sameOrigin().allows("http://example.org")).isFalse();
        assertThat(Cors.sameOrigin().isSameOriginOnly()).isTrue();
        assertThat(Cors.origins().isSameOriginOnly()).isTrue();
    }

    @Test
    void listedOriginsAreComparedWithoutRegardToCase() {
        Cors cors = Cors.origins("https://Example.org", "http://localhost:8080");

        assertThat(cors.allows("https://example.ORG")).isTrue();
        assertThat(cors.allows("http://localhost:8080")).isTrue();
        assertThat(cors.allows("http://localhost:8081")).isFalse();
        assertThat(cors.allows("http://example.org")).isFalse();
        assertThat(cors.allows("https://example.org.evil.org")).isFalse();
        assertThat(cors.isSameOriginOnly()).isFalse();
        assertThat(cors.allowsAny()).isFalse();
        assertThat(cors.allowsCredentials()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "null", "example.org", "https://", "https://example.org/", "https://a b", "://x"})
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> Cors.origins("https://example.org", origin))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void credentialsNeedAList() {
        assertThat(Cors.origins("https://example.org").withCredentials().allowsCredentials())
                .isTrue();
        assertThatThrownBy(() -> Cors.anyOrigin().withCredentials()).isInstanceOf(IllegalStateException.class);
    }
}
