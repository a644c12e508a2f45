package io.jettio.harness.cases;

import java.util.Random;

/** Texts that a seed decides. */
final class Texts {
    private static final String ALPHABET = "abcXYZ019 _-+/=.,:;!?\"'\\{}[]()<>&%#$@~`^|*€üñяж漢字\t\n";

    private Texts() {}

    /** A text of some characters, among them some that need care. */
    static String any(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            if (random.nextInt(20) == 0) {
                text.appendCodePoint(0x1f600 + random.nextInt(60));
            } else {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }
}
