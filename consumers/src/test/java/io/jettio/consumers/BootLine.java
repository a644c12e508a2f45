package io.jettio.consumers;

import java.util.Map;

/**
 * A line of Spring Boot. The example is written for the newest; what differs for another stands in its README, too.
 *
 * @param version its version
 * @param differences what differs from the example: texts of its files, and what stands there for this line
 */
record BootLine(String version, Map<String, String> differences) {
    /** On Jetty 12.1. */
    static final BootLine BOOT_4 = new BootLine("4.1.1", Map.of());

    /** On Jetty 12.0. */
    static final BootLine BOOT_3 = new BootLine(
            "3.5.16",
            Map.of(
                    "<version>4.1.1</version>",
                    "<version>3.5.16</version>",
                    "<artifactId>spring-boot-starter-webmvc</artifactId>",
                    "<artifactId>spring-boot-starter-web</artifactId>",
                    "<java.version>17</java.version>",
                    "<java.version>17</java.version><jetty.version>12.0.31</jetty.version>",
                    "import org.springframework.boot.jetty.",
                    "import org.springframework.boot.web.embedded.jetty."));
}
