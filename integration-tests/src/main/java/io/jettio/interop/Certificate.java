package io.jettio.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for this machine that nobody trusts, made anew by the JDK's keytool; its file goes when it is closed. */
final class Certificate implements AutoCloseable {
    static final String PASSWORD = "changeit";

    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;

    private Certificate(Path folder) {
        this.folder = folder;
    }

    static Certificate make() throws IOException, InterruptedException {
        Certificate made = new Certificate(Files.createTempDirectory("interop-tls"));
        try {
            made.keytool();
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** The key store, PKCS #12, which holds the certificate and its key. */
    Path keyStore() {
        return folder.resolve("server.p12");
    }

    private void keytool() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keyStore().toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            keytool.destroyForcibly();
            throw new IOException("keytool takes longer than " + PATIENCE_SECONDS + " s");
        }
        if (keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.txt")));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("keytool.txt"));
        Files.deleteIfExists(keyStore());
        Files.deleteIfExists(folder);
    }
}
