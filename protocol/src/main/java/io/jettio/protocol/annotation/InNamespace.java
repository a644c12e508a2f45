package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in which namespace the handlers of a class are. Found also on superclasses and interfaces, the nearest first. A class
 * without it is registered in a namespace that the application names.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InNamespace {
    /**
     * {@return the name of the namespace, such as {@code /chat}; a missing leading slash is added}
     */
    String value();
}
