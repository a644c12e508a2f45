package io.jettio.client.wrong;

import io.jettio.common.run.Lane;

/** A public type that shows what only Jettio's modules see. Only there to prove that the rules can fail. */
public interface ThreadedApi {
    Lane lane();
}
