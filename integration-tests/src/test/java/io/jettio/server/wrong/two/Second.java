package io.jettio.server.wrong.two;

import io.jettio.server.wrong.one.First;

/** The other half of a cycle. Only there to prove that the rules can fail. */
public interface Second {
    First first();
}
