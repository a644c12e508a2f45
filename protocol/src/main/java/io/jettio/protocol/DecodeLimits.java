package io.jettio.protocol;

/**
 * What a decoder accepts at the most. A peer that goes beyond a limit gets a {@link ProtocolException}; nothing is
 * buffered past it. Immutable; the defaults are those of {@link #defaults()}.
 *
 * @param maxPayloadBytes bytes of one message, or of one polling body; 1 000 000 as in Node
 * @param maxPacketsPerPayload packets in one polling body; 10 000, since a burst of small events is legitimate
 * @param maxAttachments binary attachments of one packet; 10 as in Node
 * @param maxPendingBytes bytes of one packet and all its attachments; 10 messages, at most 16 MiB
 * @param maxNesting depth of arrays and objects, the outermost array included; 100
 * @param maxArguments arguments of one event or ack; 1 024
 * @param maxNamespaceLength characters of a namespace's name; 256
 * @param maxNumberLength characters of one JSON number, so that no number costs more than its digits; 1 000
 */
public record DecodeLimits(
        int maxPayloadBytes,
        int maxPacketsPerPayload,
        int maxAttachments,
        int maxPendingBytes,
        int maxNesting,
        int maxArguments,
        int maxNamespaceLength,
        int maxNumberLength) {
    private static final int MIB = 1 << 20;
    private static final DecodeLimits DEFAULTS = builder().build();

    /**
     * Checks that every limit is positive.
     *
     * @param maxPayloadBytes at least 1
     * @param maxPacketsPerPayload at least 1
     * @param maxAttachments at least 1
     * @param maxPendingBytes at least 1
     * @param maxNesting at least 1
     * @param maxArguments at least 1
     * @param maxNamespaceLength at least 1
     * @param maxNumberLength at least 1
     * @throws IllegalArgumentException if one is not
     */
    public DecodeLimits {
        positive("maxPayloadBytes", maxPayloadBytes);
        positive("maxPacketsPerPayload", maxPacketsPerPayload);
        positive("maxAttachments", maxAttachments);
        positive("maxPendingBytes", maxPendingBytes);
        positive("maxNesting", maxNesting);
        positive("maxArguments", maxArguments);
        positive("maxNamespaceLength", maxNamespaceLength);
        positive("maxNumberLength", maxNumberLength);
    }

    /**
     * {@return the limits that hold when nobody says otherwise}
     */
    public static DecodeLimits defaults() {
        return DEFAULTS;
    }

    /**
     * {@return a builder that starts from the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    /** Builds limits; not thread-safe. */
    public static final class Builder {
        private int maxPayloadBytes = 1_000_000;
        private int maxPacketsPerPayload = 10_000;
        private int maxAttachments = 10;
        private int maxPendingBytes;
        private int maxNesting = 100;
        private int maxArguments = 1_024;
        private int maxNamespaceLength = 256;
        private int maxNumberLength = 1_000;

        private Builder() {}

        /**
         * Sets the bytes of one message or polling body.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPayloadBytes(int value) {
            this.maxPayloadBytes = value;
            return this;
        }

        /**
         * Sets the packets of one polling body.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPacketsPerPayload(int value) {
            this.maxPacketsPerPayload = value;
            return this;
        }

        /**
         * Sets the attachments of one packet.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxAttachments(int value) {
            this.maxAttachments = value;
            return this;
        }

        /**
         * Sets the bytes of one packet with all its attachments. Unset, it is ten times the message limit and at most
         * 16 MiB, but never less than one message.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPendingBytes(int value) {
            this.maxPendingBytes = value;
            return this;
        }

        /**
         * Sets the depth of JSON.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxNesting(int value) {
            this.maxNesting = value;
            return this;
        }

        /**
         * Sets the arguments of one event or ack.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxArguments(int value) {
            this.maxArguments = value;
            return this;
        }

        /**
         * Sets the characters of a namespace's name.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxNamespaceLength(int value) {
            this.maxNamespaceLength = value;
            return this;
        }

        /**
         * Sets the characters of one JSON number.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxNumberLength(int value) {
            this.maxNumberLength = value;
            return this;
        }

        /**
         * {@return the limits}
         *
         * @throws IllegalArgumentException if a limit is not positive
         */
        public DecodeLimits build() {
            int pending = maxPendingBytes != 0
                    ? maxPendingBytes
                    : Math.max(maxPayloadBytes, (int) Math.min(10L * maxPayloadBytes, 16L * MIB));
            return new DecodeLimits(
                    maxPayloadBytes,
                    maxPacketsPerPayload,
                    maxAttachments,
                    pending,
                    maxNesting,
                    maxArguments,
                    maxNamespaceLength,
                    maxNumberLength);
        }
    }
}
