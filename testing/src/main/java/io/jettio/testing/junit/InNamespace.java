package io.jettio.testing.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says to which namespace a {@link io.jettio.testing.TestClient} that is a test's parameter is connected. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface InNamespace {
    /**
     * {@return the namespace, beginning with a slash}
     */
    String value();
}
