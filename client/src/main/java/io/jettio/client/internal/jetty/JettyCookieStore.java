package io.jettio.client.internal.jetty;

import io.jettio.client.engine.CookieStore;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.SetCookieParser;

/** Cookies in Jetty's store. Thread-safe. */
public final class JettyCookieStore implements CookieStore {
    // More are somebody's attempt to fill our memory.
    private static final int MOST = 256;

    private final HttpCookieStore store = new HttpCookieStore.Default();
    private final SetCookieParser parser = SetCookieParser.newInstance();

    /** Makes an empty store. */
    public JettyCookieStore() {}

    @Override
    public List<String> cookies(URI uri) {
        List<HttpCookie> found = store.match(uri);
        return found.isEmpty()
                ? List.of()
                : found.stream()
                        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                        .toList();
    }

    @Override
    public void received(URI uri, List<String> setCookies) {
        for (String value : setCookies) {
            HttpCookie cookie = parser.parse(value);
            if (cookie != null && store.all().size() < MOST) {
                store.add(uri, cookie);
            }
        }
    }
}
