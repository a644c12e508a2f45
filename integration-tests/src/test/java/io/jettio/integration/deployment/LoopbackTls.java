package io.jettio.integration.deployment;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that nobody else trusts, in all the formats that servers and clients want. */
final class LoopbackTls {
    static final String PASSWORD = "changeit";

    private static final String ALIAS = "loopback";

    private final Path keyStore;
    private final Path certificate;
    private final Path key;
    private final SSLContext client;

    /** Makes one, with the JDK's keytool, in a directory. */
    LoopbackTls(Path directory) throws Exception {
        keyStore = directory.resolve("loopback.p12");
        keytool(
                "-genkeypair -alias " + ALIAS + " -keyalg EC -dname CN=loopback -ext san=ip:127.0.0.1 -ext bc:c=ca:true"
                        + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore",
                keyStore);
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        Certificate own = store.getCertificate(ALIAS);
        certificate = Files.writeString(directory.resolve("loopback.pem"), pem("CERTIFICATE", own.getEncoded()));
        key = Files.writeString(
                directory.resolve("loopback.key"),
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));

        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry(ALIAS, own);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
    }

    private static void keytool(String arguments, Path store) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool") + " ";
        String[] words = (program + arguments + " " + store).split(" ");
        Process process = new ProcessBuilder(words).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool made no certificate");
        }
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Certificate and key, as Java keeps them. */
    Path keyStore() {
        return keyStore;
    }

    /** The certificate as PEM; it is its own CA. */
    Path certificate() {
        return certificate;
    }

    /** The key as PEM. */
    Path key() {
        return key;
    }

    /** Begins TLS on an open connection, with a server that must show the certificate. */
    Socket over(Socket plain) throws IOException {
        SSLSocket secured =
                (SSLSocket) client.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
