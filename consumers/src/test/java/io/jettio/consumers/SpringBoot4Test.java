package io.jettio.consumers;

/** The example as it stands: Spring Boot 4, Jetty 12.1. */
class SpringBoot4Test extends SpringBootExample {
    SpringBoot4Test() {
        super(BootLine.BOOT_4);
    }
}
