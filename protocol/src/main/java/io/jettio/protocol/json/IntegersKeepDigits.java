package io.jettio.protocol.json;

import com.google.gson.ToNumberStrategy;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The number for a place that names no type: {@code Long} for what is written as an integer, {@code BigInteger} where
 * that is too small, {@code Double} for what has a fraction or an exponent.
 */
enum IntegersKeepDigits implements ToNumberStrategy {
    INSTANCE;

    /** As Gson has it for a typed BigInteger: more digits cost too much time. */
    private static final int MAX_DIGITS = 10_000;

    @Override
    public Number readNumber(JsonReader in) throws IOException {
        String text = in.nextString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return fraction(text);
            }
        }
        if (text.length() <= 18) {
            return Long.parseLong(text);
        }
        if (text.length() > MAX_DIGITS) {
            throw new NumberFormatException("more than " + MAX_DIGITS + " digits");
        }
        BigInteger integer = new BigInteger(text);
        if (integer.bitLength() < Long.SIZE) {
            return integer.longValue();
        }
        return integer;
    }

    private static Number fraction(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("beyond double");
        }
        return value;
    }
}
