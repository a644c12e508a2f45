package io.jettio.server.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that the handshake's answer sets to the session id, for proxies that keep a client at one server. It is
 * never read back: a session is named by its {@code sid} parameter only. Immutable.
 *
 * @param name the cookie's name
 * @param path the path that it is sent for
 * @param httpOnly whether scripts cannot read it
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}
 * @param maxAge how long the browser keeps it, or null for the browser's session
 */
public record EngineCookie(
        String name,
        String path,
        boolean httpOnly,
        String sameSite,
        @Nullable Duration maxAge) {
    /**
     * Checks the parts.
     *
     * @param name a token
     * @param path without semicolon and control characters
     * @param httpOnly any
     * @param sameSite one of the three
     * @param maxAge any
     * @throws IllegalArgumentException if one cannot stand in a cookie
     */
    public EngineCookie {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("not a cookie's name: " + name);
        }
        if (!path.matches("/[ -:<-~]*")) {
            throw new IllegalArgumentException("not a cookie's path: " + path);
        }
        if (!sameSite.matches("Lax|Strict|None")) {
            throw new IllegalArgumentException("sameSite is Lax, Strict or None: " + sameSite);
        }
    }

    /**
     * {@return a cookie for the whole site, HttpOnly and SameSite=Lax}
     *
     * @param name the cookie's name, in Node's older versions {@code io}
     */
    public static EngineCookie named(String name) {
        return new EngineCookie(name, "/", true, "Lax", null);
    }

    /**
     * {@return the value of the {@code Set-Cookie} header}
     *
     * @param sid the session id
     * @param secure whether the client came over TLS; then the cookie is Secure
     */
    public String header(String sid, boolean secure) {
        StringBuilder header = new StringBuilder(name)
                .append('=')
                .append(sid)
                .append("; Path=")
                .append(path);
        if (maxAge != null) {
            header.append("; Max-Age=").append(maxAge.toSeconds());
        }
        if (httpOnly) {
            header.append("; HttpOnly");
        }
        if (secure || sameSite.equals("None")) {
            header.append("; Secure");
        }
        return header.append("; SameSite=").append(sameSite).toString();
    }
}
