package io.jettio.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ports for those who cannot have the system choose one: a server that is to come back where it was, or a program that is
 * told its port. One that the system has chosen and got back may have gone to somebody else by then, since it chooses for
 * each connection that goes out, too; a client that tries again and again to connect to it may even get it itself, and
 * then is connected to itself.
 */
public final class Ports {
    private static final Path CHOSEN_BY_THE_SYSTEM = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int LINUX_CHOOSES_FROM = 32_768;

    private static int next = -1; // guarded by the class

    private Ports() {}

    /** A port on 127.0.0.1 that nobody has, and that the system gives to nobody who does not name it; never twice. */
    public static synchronized int unused() {
        int end = end();
        if (next < 0) {
            // Builds that run at once begin at different ones.
            next = LOWEST + (int) (ProcessHandle.current().pid() * 97 % (end - LOWEST));
        }
        for (int tried = LOWEST; tried < end; tried++) {
            next = next + 1 < end ? next + 1 : LOWEST;
            if (isFree(next)) {
                return next;
            }
        }
        throw new AssertionError("no port is free below those that the system chooses");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** The lowest that the system chooses. */
    private static int end() {
        if (!Files.exists(CHOSEN_BY_THE_SYSTEM)) {
            return LINUX_CHOOSES_FROM;
        }
        // By a buffer: who reads this file byte by byte is told the first one only.
        try (BufferedReader range = Files.newBufferedReader(CHOSEN_BY_THE_SYSTEM)) {
            return Integer.parseInt(range.readLine().split("\\s+", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
