package io.jettio.client.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A new self-signed certificate, made by the JDK's keytool in a directory, in the formats that TLS options take. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private static final String ALIAS = "own";

    final Path store;
    /** Only the certificate, as one that is trusted. */
    final Path trust;

    final Path certificate;
    final Path key;

    Certificates(Path directory, String name, String alternative) throws Exception {
        store = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + alternative));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        trust = directory.resolve(name + "-trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            anchors.store(out, PASSWORD.toCharArray());
        }
        certificate = write(
                directory.resolve(name + ".pem"),
                "CERTIFICATE",
                keys.getCertificate(ALIAS).getEncoded());
        key = write(
                directory.resolve(name + ".key"),
                "PRIVATE KEY",
                keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static Path write(Path file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
