package io.jettio.json.jackson;

import io.jettio.contracts.protocol.JsonCodecContract;
import io.jettio.protocol.json.JsonCodec;

/** What every codec keeps. */
class JacksonJsonCodecContractTest extends JsonCodecContract {
    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec();
    }
}
