package io.jettio.harness.distort;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** One end of what passes through: its socket, and what it sent. Used by the thread of its connection. */
final class Side {
    private static final int LOOK = 10;

    private final Socket socket;
    private final DataInputStream in;

    Side(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    Socket socket() {
        return socket;
    }

    DataInputStream in() {
        return in;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** So many bytes, or those of them that came before nothing came for a time, or before its end. */
    byte[] within(int size, Duration time) throws IOException {
        byte[] bytes = new byte[size];
        int read = 0;
        socket.setSoTimeout((int) time.toMillis());
        try {
            while (read < size) {
                int more = in.read(bytes, read, size - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (SocketTimeoutException e) {
            return Arrays.copyOf(bytes, read);
        } finally {
            socket.setSoTimeout(0);
        }
        return read < size ? Arrays.copyOf(bytes, read) : bytes;
    }

    /** Waits until something came from here, and fails when the other side has ended before. */
    void awaitBytes(Side other) throws IOException {
        while (!came(LOOK)) {
            other.came(1);
        }
    }

    private boolean came(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in.mark(1);
            if (in.read() < 0) {
                throw new EOFException("the end of a connection");
            }
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(0);
        }
    }
}
