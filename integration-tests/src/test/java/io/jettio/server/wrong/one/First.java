package io.jettio.server.wrong.one;

import io.jettio.server.wrong.two.Second;

/** Half of a cycle. Only there to prove that the rules can fail. */
public interface First {
    Second second();
}
