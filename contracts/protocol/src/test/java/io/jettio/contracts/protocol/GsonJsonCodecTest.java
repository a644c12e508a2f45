package io.jettio.contracts.protocol;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;

/** The default codec. */
class GsonJsonCodecTest extends JsonCodecContract {
    @Override
    protected JsonCodec codec() {
        return new GsonJsonCodec();
    }
}
