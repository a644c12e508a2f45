package io.jettio.examples.spring;

import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.HealthHandler;
import io.jettio.server.jetty.OrderedHttp;
import io.jettio.server.jetty.SocketIoHandler;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that it takes to have a Socket.IO server in a Boot application on Jetty. */
@Configuration(proxyBeanMethods = false)
class SocketIoConfiguration {
    /** Boot's default for Jetty. */
    private static final int THREADS = 200;

    /** The server, for whoever wants to emit; the context closes it. */
    @Bean
    SocketIoServer socketIo(@Value("${socketio.drain-timeout}") Duration drainTimeout) {
        return SocketIoServer.create(options -> options.drainTimeout(drainTimeout));
    }

    /**
     * Puts it in front of Spring's handlers: its path is Socket.IO's, {@code /health} tells load balancers whether to send
     * new clients, and everything else is theirs.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> socketIoOnThePortOfSpring(SocketIoServer io) {
        return factory -> {
            factory.setThreadPool(OrderedHttp.threads(THREADS));
            factory.addServerCustomizers(
                    OrderedHttp::install,
                    server -> server.setHandler(
                            new HealthHandler(io, HealthHandler.PATH, new SocketIoHandler(io, server.getHandler()))));
        };
    }

    /** Without it, Spring's executor refuses tasks as soon as the context begins to close, and draining needs it. */
    @Bean
    ThreadPoolTaskExecutorCustomizer tasksWhileDraining() {
        return executor -> executor.setAcceptTasksAfterContextClose(true);
    }
}
