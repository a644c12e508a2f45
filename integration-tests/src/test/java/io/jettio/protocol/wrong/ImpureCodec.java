package io.jettio.protocol.wrong;

import com.google.gson.Gson;
import io.jettio.server.Socket;
import java.net.URI;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what no class of the protocol may do. Only there to prove that the rules can fail. */
public final class ImpureCodec {
    private static final Logger LOG = LoggerFactory.getLogger(ImpureCodec.class);

    public Socket serverSocket;
    public URI address;
    public Gson gson;
    public Callback callback;

    public long encodedAt() {
        LOG.debug("{}", Thread.currentThread());
        return System.nanoTime();
    }
}
