package io.jettio.server.adapter.cluster;

import java.io.Serial;

/** Something that came from a bus is no message: it breaks the format or a limit. */
final class MessageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param why what is wrong, never the content */
    MessageException(String why) {
        super(why);
    }
}
