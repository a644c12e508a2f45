package io.jettio.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.server.SocketIoServerOptions;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The security page promises the limits that the code has. */
class SecurityPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([\\d ]+) ?(\\w*) \\|");

    @Test
    void everyLimitOfDecodingIsOnThePage() throws IOException {
        List<String> limits = Arrays.stream(DecodeLimits.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(promised()).containsKeys(limits.toArray(String[]::new));
    }

    @Test
    void thePageStatesTheDefaultsOfTheCode() throws Exception {
        Map<String, Object> actual = new LinkedHashMap<>();
        for (String option : promised().keySet()) {
            actual.put(option, defaultOf(option));
        }
        assertThat(promised()).isNotEmpty().isEqualTo(actual);
    }

    private static Map<String, Object> promised() throws IOException {
        Map<String, Object> promised = new LinkedHashMap<>();
        ROW.matcher(Pages.read("SECURITY.md")).results().forEach(row -> {
            int number = Integer.parseInt(row.group(2).replace(" ", ""));
            promised.put(
                    row.group(1),
                    switch (row.group(3)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "MiB" -> number << 20;
                        default -> number;
                    });
        });
        return promised;
    }

    private static Object defaultOf(String option) throws ReflectiveOperationException {
        SocketIoServerOptions options = SocketIoServerOptions.builder().build();
        for (Object holder : List.of(options, options.engine(), options.engine().limits())) {
            if (Arrays.stream(holder.getClass().getMethods())
                    .anyMatch(method -> method.getName().equals(option) && method.getParameterCount() == 0)) {
                return holder.getClass().getMethod(option).invoke(holder);
            }
        }
        throw new AssertionError("no option has this name: " + option);
    }
}
