package io.jettio.examples.spring;

import io.jettio.protocol.annotation.InNamespace;
import io.jettio.server.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Registers each bean whose class names a namespace, as it is for others: behind Spring's proxies. This happens before
 * Jetty opens the port.
 */
@Component
class HandlerBeans implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerBeans.class);

    private final SocketIoServer io;
    private final ApplicationContext context;

    HandlerBeans(SocketIoServer io, ApplicationContext context) {
        this.io = io;
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (Object bean : context.getBeansWithAnnotation(InNamespace.class).values()) {
            Class<?> behind = AopUtils.getTargetClass(bean);
            io.register(bean, behind);
            LOG.info("registered {} as {}", behind.getSimpleName(), bean.getClass().getName());
        }
    }
}
