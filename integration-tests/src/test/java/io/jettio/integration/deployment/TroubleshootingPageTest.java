package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each symptom of the page has its test. */
class TroubleshootingPageTest {
    @Test
    void everySymptomIsBroughtAboutByATest() throws IOException {
        List<String> shown = Stream.of(RefusedSymptomTest.class, EndedSymptomTest.class, EventSymptomTest.class)
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
                .filter(test -> test.isAnnotationPresent(Shows.class))
                .map(test -> test.getAnnotation(Shows.class).value())
                .toList();
        assertThat(shown).hasSizeGreaterThan(12).doesNotHaveDuplicates();
        assertThat(Symptom.sections().keySet()).containsExactlyInAnyOrderElementsOf(shown);
    }
}
