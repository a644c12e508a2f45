package io.jettio.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableAsync;

/** A chat in which Spring's REST controllers and Socket.IO share one port. */
@SpringBootApplication
@EnableAsync
public class ChatApplication {
    /**
     * Starts it, on Boot's own terms: {@code --server.port=3000} and so on.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        SpringApplication.run(ChatApplication.class, arguments);
    }
}
