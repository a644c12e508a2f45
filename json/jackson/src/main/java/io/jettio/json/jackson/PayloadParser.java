package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/** Jackson's parser, but for numbers that would silently become an infinity, or cost more than their digits. */
final class PayloadParser extends JsonParserDelegate {
    private static final int MAX_SCALE = 10_000;

    PayloadParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public double getDoubleValue() throws IOException {
        double value = super.getDoubleValue();
        requireFinite(Double.isFinite(value));
        return value;
    }

    @Override
    public float getFloatValue() throws IOException {
        float value = super.getFloatValue();
        requireFinite(Float.isFinite(value));
        return value;
    }

    @Override
    public Number getNumberValue() throws IOException {
        Number value = super.getNumberValue();
        requireFinite(!(value instanceof Double) || Double.isFinite(value.doubleValue()));
        return value;
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        BigDecimal value = super.getDecimalValue();
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new Refusal(this, "a number of at most " + MAX_SCALE + " digits");
        }
        return value;
    }

    private void requireFinite(boolean finite) throws Refusal {
        if (!finite) {
            throw new Refusal(this, "a number within its type");
        }
    }
}
