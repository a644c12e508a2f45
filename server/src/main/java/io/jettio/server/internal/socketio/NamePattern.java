package io.jettio.server.internal.socketio;

import io.jettio.server.ConnectRefused;
import io.jettio.server.Handshake;
import io.jettio.server.NamespacePredicate;
import io.jettio.server.internal.Loggers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the names that a pattern matches as a whole. Clients choose the names, and there are patterns that try
 * exponentially many ways to match one: a match that looks at characters too often is given up, and the client refused.
 */
final class NamePattern implements NamespacePredicate {
    /** Honest patterns need some thousand looks at the longest name; a million take some milliseconds. */
    static final int MAX_LOOKS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final Pattern pattern;
    private final AtomicBoolean warned = new AtomicBoolean();

    NamePattern(Pattern pattern) {
        this.pattern = Objects.requireNonNull(pattern, "pattern");
    }

    @Override
    public boolean test(String name, Handshake handshake) throws ConnectRefused {
        try {
            return pattern.matcher(new CountedName(name)).matches();
        } catch (TooManyLooks e) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn(
                        "a client is refused whose namespace costs the pattern {} more than {} looks; more are not logged",
                        pattern,
                        MAX_LOOKS);
            }
            throw Refusals.invalid(); // and asks nobody else: the name may be one that belongs here
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }

    /** A name for one match, on one thread. */
    private static final class CountedName implements CharSequence {
        private final String name;
        private int looks;

        CountedName(String name) {
            this.name = name;
        }

        @Override
        public int length() {
            return name.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > MAX_LOOKS) {
                throw new TooManyLooks();
            }
            return name.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return name.subSequence(start, end);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
