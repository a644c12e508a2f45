package io.jettio.server.tls;

import java.nio.file.Path;
import java.security.KeyStore;

/** A key store for tests of other packages. */
public final class KeyStores {
    /** What protects it. */
    public static final String PASSWORD = Certificates.PASSWORD;

    private KeyStores() {}

    /** A key store with a new self-signed certificate for the loopback, made in a directory. */
    public static KeyStore selfSigned(Path directory) throws Exception {
        return Certificates.load(new Certificates(directory).selfSigned("loopback", "EC"));
    }
}
