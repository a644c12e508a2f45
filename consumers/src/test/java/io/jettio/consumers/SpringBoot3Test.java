package io.jettio.consumers;

/** The example with the differences that its README tells: Spring Boot 3.5, Jetty 12.0. */
class SpringBoot3Test extends SpringBootExample {
    SpringBoot3Test() {
        super(BootLine.BOOT_3);
    }
}
