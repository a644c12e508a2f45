package io.jettio.server.internal.tls;

import io.jettio.server.engine.TlsOptions;
import io.jettio.server.engine.TlsOptions.Pem;
import io.jettio.server.engine.TlsOptions.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes what TLS needs from the files that options name. */
public final class TlsContext {
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private TlsContext() {}

    /**
     * Reads the files.
     *
     * @throws IOException if a file cannot be read, or its password is wrong
     * @throws GeneralSecurityException if what a file holds cannot be used
     */
    public static SSLContext load(TlsOptions options) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(options), trusted(options), new SecureRandom());
        return context;
    }

    /** The files that options name. */
    public static List<Path> files(TlsOptions options) {
        List<Path> files = new ArrayList<>();
        options.keyStore().ifPresent(store -> files.add(store.file()));
        options.pem().ifPresent(pem -> files.addAll(List.of(pem.certificates(), pem.privateKey())));
        options.trustStore().ifPresent(store -> files.add(store.file()));
        options.clientCa().ifPresent(files::add);
        return files;
    }

    private static KeyManager[] keys(TlsOptions options) throws IOException, GeneralSecurityException {
        KeyStore keys;
        char[] password;
        if (options.keyStore().isPresent()) {
            Store store = options.keyStore().get();
            password = store.password().toCharArray();
            keys = load(store);
            requireKey(keys, store.file());
        } else {
            password = IN_MEMORY;
            keys = keysOf(options.pem().orElseThrow());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return factory.getKeyManagers();
    }

    /** What clients' certificates must lead to; null where clients are not asked for any. */
    private static TrustManager @Nullable [] trusted(TlsOptions options) throws IOException, GeneralSecurityException {
        KeyStore anchors;
        if (options.trustStore().isPresent()) {
            anchors = load(options.trustStore().get());
        } else if (options.clientCa().isPresent()) {
            anchors = empty();
            int number = 0;
            for (X509Certificate certificate :
                    PemFiles.certificates(options.clientCa().get())) {
                anchors.setCertificateEntry("ca" + number++, certificate);
            }
        } else {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static KeyStore load(Store store) throws IOException, GeneralSecurityException {
        char[] password = store.password().toCharArray();
        if (store.type() == null) {
            try {
                return KeyStore.getInstance(store.file().toFile(), password);
            } catch (IllegalArgumentException e) {
                throw new IOException("no such file: " + store.file(), e);
            }
        }
        KeyStore keys = KeyStore.getInstance(store.type());
        try (InputStream in = Files.newInputStream(store.file())) {
            keys.load(in, password);
        }
        return keys;
    }

    private static void requireKey(KeyStore keys, Path file) throws GeneralSecurityException {
        for (var aliases = keys.aliases(); aliases.hasMoreElements(); ) {
            if (keys.isKeyEntry(aliases.nextElement())) {
                return;
            }
        }
        throw new KeyException("no private key in " + file);
    }

    private static KeyStore keysOf(Pem pem) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFiles.certificates(pem.certificates());
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey privateKey = PemFiles.privateKey(pem.privateKey(), publicKey.getAlgorithm());
        if (!belongTogether(privateKey, publicKey)) {
            throw new KeyException(
                    pem.privateKey() + " is not the key of the first certificate in " + pem.certificates());
        }
        KeyStore keys = empty();
        keys.setKeyEntry("server", privateKey, IN_MEMORY, chain.toArray(X509Certificate[]::new));
        return keys;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        return keys;
    }

    /** Whether what one key signs the other verifies; files that are being replaced may not fit for a moment. */
    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        byte[] message = new byte[32];
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(message);
        return signature.verify(signed);
    }
}
