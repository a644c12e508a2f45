package io.jettio.server.wrong;

import io.jettio.server.internal.engine.EngineCore;
import java.util.List;
import org.eclipse.jetty.server.Request;

/** A public type that shows what must stay inside. Only there to prove that the rules can fail. */
public interface LeakyApi {
    List<EngineCore> cores();

    Request request();

    io.jettio.client.Socket client();
}
