package io.jettio.server.internal.engine;

/** Something that runs on an engine, which a carrier can mount. */
public interface EngineHost {
    /** The engine that takes the requests. */
    EngineCore engineCore();
}
