package io.jettio.server.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of no worth, made by the JDK's keytool in a directory. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private static final String ALIAS = "it";

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** A key store with a new self-signed certificate for the loopback. */
    Path selfSigned(String name, String keyAlgorithm) throws Exception {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-keyalg",
                keyAlgorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        return store;
    }

    /** A key store whose certificate is signed by an intermediate one, which the root signed. */
    Path signed(String name, Path root) throws Exception {
        Path intermediate = directory.resolve(name + "-intermediate.p12");
        keytool("-genkeypair", "-keystore", intermediate.toString(), "-keyalg", "EC", "-dname", "CN=intermediate");
        importAnswer(intermediate, sign(intermediate, root, "bc:c=ca:true"), root);
        Path store = selfSigned(name, "EC");
        importAnswer(store, sign(store, intermediate, "san=ip:127.0.0.1,dns:localhost"), root, intermediate);
        return store;
    }

    /** A key store with a root certificate. */
    Path root(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c=ca:true");
        return store;
    }

    private byte[] sign(Path store, Path by, String extension) throws Exception {
        Path request = directory.resolve("request");
        Files.write(request, keytool("-certreq", "-keystore", store.toString()));
        return keytool(
                "-gencert", "-rfc", "-keystore", by.toString(), "-infile", request.toString(), "-ext", extension);
    }

    private void importAnswer(Path store, byte[] answer, Path... issuers) throws Exception {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        chain.writeBytes(answer);
        for (int i = issuers.length - 1; i >= 0; i--) {
            chain.writeBytes(
                    pem("CERTIFICATE", certificate(issuers[i]).getEncoded()).getBytes(StandardCharsets.US_ASCII));
        }
        Path file = directory.resolve("answer");
        Files.write(file, chain.toByteArray());
        keytool("-importcert", "-noprompt", "-keystore", store.toString(), "-file", file.toString());
    }

    private static byte[] keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output;
        try (InputStream out = process.getInputStream()) {
            output = out.readAllBytes();
        }
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + new String(output, StandardCharsets.UTF_8));
        }
        return output;
    }

    static KeyStore load(Path store) throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    static X509Certificate certificate(Path store) throws Exception {
        return (X509Certificate) load(store).getCertificate(ALIAS);
    }

    /** A PEM file of a store's certificate and those behind it, but for a root. */
    Path chain(Path store) throws Exception {
        StringBuilder pem = new StringBuilder("Subject: text in front of a certificate is ignored\n");
        Certificate[] chain = load(store).getCertificateChain(ALIAS);
        for (int i = 0; i < Math.max(1, chain.length - 1); i++) {
            pem.append(pem("CERTIFICATE", chain[i].getEncoded()));
        }
        return Files.writeString(directory.resolve(store.getFileName() + ".crt"), pem);
    }

    /** A PEM file of a store's private key. */
    Path key(Path store) throws Exception {
        byte[] key = load(store).getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(directory.resolve(store.getFileName() + ".key"), pem("PRIVATE KEY", key));
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** What a client needs that trusts some certificates and, where there is a store, shows its own. */
    static SSLContext client(List<Path> trusted, Path own) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (Path store : trusted) {
            anchors.setCertificateEntry(store.getFileName().toString(), certificate(store));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        KeyManager[] keys = null;
        if (own != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(load(own), PASSWORD.toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
