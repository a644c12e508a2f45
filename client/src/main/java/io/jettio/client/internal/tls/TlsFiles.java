package io.jettio.client.internal.tls;

import io.jettio.client.engine.TlsOptions.Pem;
import io.jettio.client.engine.TlsOptions.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context from files. */
public final class TlsFiles {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private TlsFiles() {}

    /**
     * Reads the files.
     *
     * @param trustPem certificates to be trusted
     * @param trustStore the same as a store
     * @param identityPem certificate and key to be shown
     * @param identityStore the same as a store
     * @return a context, with the JDK's trust where none is given
     * @throws IOException if a file cannot be read, or its password is wrong
     * @throws GeneralSecurityException if what a file holds cannot be used
     */
    public static SSLContext context(
            Optional<Path> trustPem,
            Optional<Store> trustStore,
            Optional<Pem> identityPem,
            Optional<Store> identityStore)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (identityStore.isPresent()) {
            Store store = identityStore.get();
            keys.init(load(store), store.password().toCharArray());
        } else {
            keys.init(identityPem.isPresent() ? identity(identityPem.get()) : null, IN_MEMORY);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(trustPem, trustStore));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** What is to be trusted; null for what the JDK trusts. */
    private static @Nullable KeyStore trusted(Optional<Path> pem, Optional<Store> store)
            throws IOException, GeneralSecurityException {
        if (store.isPresent()) {
            return load(store.get());
        }
        if (pem.isEmpty()) {
            return null;
        }
        KeyStore anchors = empty();
        int number = 0;
        for (Certificate certificate : certificates(pem.get())) {
            anchors.setCertificateEntry("trusted" + number++, certificate);
        }
        return anchors;
    }

    private static KeyStore identity(Pem pem) throws IOException, GeneralSecurityException {
        Certificate[] chain = certificates(pem.certificates()).toArray(Certificate[]::new);
        KeyStore keys = empty();
        keys.setKeyEntry("client", key(pem.privateKey(), chain[0].getPublicKey().getAlgorithm()), IN_MEMORY, chain);
        return keys;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("no certificate in " + file);
            }
            return found;
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("no unencrypted PKCS#8 key (BEGIN PRIVATE KEY) in " + file
                    + "; openssl pkcs8 -topk8 -nocrypt converts others");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("the key in " + file + " is not base64", notBase64);
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static KeyStore load(Store store) throws IOException, GeneralSecurityException {
        try {
            return KeyStore.getInstance(store.file().toFile(), store.password().toCharArray());
        } catch (IllegalArgumentException missing) {
            throw new IOException("no such file: " + store.file(), missing);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        return keys;
    }
}
