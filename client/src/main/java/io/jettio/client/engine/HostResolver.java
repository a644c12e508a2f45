package io.jettio.client.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; asked again for each connection, see {@link NetworkOptionsBuilder#resolver}. */
@FunctionalInterface
public interface HostResolver {
    /**
     * {@return the addresses to try, in order}
     *
     * @param host the name, of the server or of the proxy
     * @throws UnknownHostException if there are none, which ends the attempt at {@link EngineException.Stage#DNS}
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
