package io.jettio.client.engine;

import io.jettio.client.internal.jetty.JettyCookieStore;
import java.net.URI;
import java.util.List;

/**
 * Keeps the cookies of servers, so that a proxy that chose a server by cookie leads each request of a session, and the
 * next session, to the same one. Methods are called on threads that must not block, from several at once where clients
 * share a store.
 */
public interface CookieStore {
    /**
     * {@return a store of its own, in memory, which keeps the rules of RFC 6265 on host, path, {@code Secure} and age}
     */
    static CookieStore inMemory() {
        return new JettyCookieStore();
    }

    /**
     * {@return the cookies for a request, each as {@code name=value}, in the order in which they are to be sent} Whatever
     * is thrown fails the request, at the stage {@link EngineException.Stage#CLIENT}.
     *
     * @param uri where it goes; {@code http} or {@code https}, for WebSocket, too
     */
    List<String> cookies(URI uri);

    /**
     * A server answered with cookies. Whatever is thrown is logged, and those cookies are not kept.
     *
     * @param uri where the request went; {@code http} or {@code https}
     * @param setCookies the values of the header fields {@code Set-Cookie}, at least one; from the peer, so anything
     */
    void received(URI uri, List<String> setCookies);
}
