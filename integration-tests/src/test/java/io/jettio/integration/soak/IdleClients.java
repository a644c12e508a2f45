package io.jettio.integration.soak;

import io.jettio.integration.proofs.RawEngine;
import io.jettio.integration.proofs.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients over WebSocket that join, answer pings and otherwise say what they are told to; looked after by one thread. */
final class IdleClients implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final Thread thread = new Thread(this::look, "idle-clients");

    // Guarded by this.
    private final List<Wire> wires = new ArrayList<>();
    private int mute = -1;
    private long pongs;
    private boolean ending;
    private Throwable failure;

    IdleClients(int port, int clients) throws IOException {
        thread.start(); // the first are pinged while the last are opened
        for (int i = 0; i < clients; i++) {
            Wire wire = RawEngine.webSocket(port, "/socket.io/", 0);
            wire.write(Wire.text("40"));
            awaitText(wire, "40{");
            synchronized (this) {
                wires.add(wire);
            }
        }
    }

    private synchronized void look() {
        try {
            while (!ending) {
                for (int i = 0; i < wires.size(); i++) {
                    if (i != mute && wires.get(i).isReadable()) {
                        String packet = wires.get(i).readText();
                        if (!packet.equals("2")) {
                            throw new IOException("not a ping: " + packet);
                        }
                        wires.get(i).write(Wire.text("3"));
                        pongs++;
                    }
                }
                wait(LOOK_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    private static void awaitText(Wire wire, String start) throws IOException {
        String text = wire.readText();
        while (!text.startsWith(start)) {
            if (!text.equals("2")) {
                throw new IOException("not " + start + " but " + text);
            }
            wire.write(Wire.text("3"));
            text = wire.readText();
        }
    }

    /** From now on the first client answers nothing. */
    synchronized void muteFirst() {
        mute = 0;
    }

    /** Lets each client but a mute one send an event and wait until it comes back. */
    synchronized void echo() throws IOException {
        verify();
        for (int i = 0; i < wires.size(); i++) {
            if (i != mute) {
                wires.get(i).write(Wire.text("42[\"echo\",\"" + i + "\"]"));
            }
        }
        for (int i = 0; i < wires.size(); i++) {
            if (i != mute) {
                awaitText(wires.get(i), "42[\"echo\",\"" + i + "\"]");
            }
        }
    }

    /** How many pings were answered. */
    synchronized long pongs() {
        verify();
        return pongs;
    }

    private void verify() {
        if (failure != null) {
            throw new AssertionError("a client lost its server: " + failure, failure);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
