package io.jettio.integration.proofs;

import java.io.IOException;

/** Where and how a candidate WebSocket is cut. */
record Cut(Step after, Manner manner) {
    static final Cut NONE = new Cut(Step.NONE, Manner.END);

    /** The steps of an upgrade as its client sees them, in order. */
    enum Step {
        HALF_THE_REQUEST,
        REQUEST,
        SWITCHING_PROTOCOLS,
        HALF_THE_PROBE,
        PROBE,
        PONG,
        LAST_POLL,
        HALF_THE_UPGRADE,
        /** The packet {@code 5}: from here on the session lives and ends with its WebSocket. */
        UPGRADE,
        NONE
    }

    /** How the connection ends. */
    enum Manner {
        END {
            @Override
            void cut(Wire wire, boolean isWebSocket) throws IOException {
                wire.close();
            }
        },
        RESET {
            @Override
            void cut(Wire wire, boolean isWebSocket) throws IOException {
                wire.reset();
            }
        },
        CLOSE_FRAME {
            @Override
            void cut(Wire wire, boolean isWebSocket) throws IOException {
                if (isWebSocket) {
                    wire.write(Wire.frame(Wire.CLOSE, new byte[] {3, (byte) 0xe8})); // 1000
                }
                wire.close();
            }
        };

        abstract void cut(Wire wire, boolean isWebSocket) throws IOException;
    }

    /** Whether the server must end the session: not after a reset, which may overtake the 5 so that nobody hears of it. */
    boolean endsTheSession() {
        return after == Step.UPGRADE && manner != Manner.RESET;
    }

    /** Cuts if this is where; whether it was. */
    boolean at(Step step, Wire wire) throws IOException {
        if (step != after) {
            return false;
        }
        boolean between = step != Step.HALF_THE_PROBE && step != Step.HALF_THE_UPGRADE;
        manner.cut(wire, between && step.compareTo(Step.SWITCHING_PROTOCOLS) >= 0);
        return true;
    }
}
