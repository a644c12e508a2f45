package io.jettio.integration.proofs;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** One session that is brought to a stage and left there in some way. */
final class Abandoned implements Closeable {
    /** How far a session goes. */
    enum Stage {
        HANDSHAKE,
        TALK_OVER_POLLING,
        HELD_POLL,
        HALF_AN_UPGRADE_REQUEST,
        UPGRADE_REQUESTED,
        SWITCHED_PROTOCOLS,
        PROBED,
        PROBE_ANSWERED,
        LAST_POLL_ENDED,
        UPGRADED,
        TALK_AFTER_UPGRADE,
        WEBSOCKET_ALONE,
        TALK_OVER_WEBSOCKET_ALONE
    }

    /** How it is left. */
    enum Ending {
        CLOSE_PACKET,
        CLOSE_FRAME,
        END,
        RESET,
        HALF_A_FRAME_AND_END,
        HALF_A_FRAME_AND_RESET,
        HALF_A_FRAME_AND_SILENCE,
        HALF_A_POST_AND_END,
        HALF_A_POST_AND_RESET,
        HALF_A_POST_AND_SILENCE,
        SILENCE
    }

    private final int port;
    private final String path;
    private final List<String> greeting; // each is answered
    private RawEngine engine;
    private Wire webSocket;
    private boolean isTransport;

    private Abandoned(int port, String path, List<String> greeting) {
        this.port = port;
        this.path = path;
        this.greeting = greeting;
    }

    /** Opens a session, and leaves it; what is silent still has its connections, and is to be closed later. */
    static Abandoned leave(int port, boolean socketIo, Stage stage, Ending ending, Random random) throws IOException {
        Abandoned session = new Abandoned(
                port,
                socketIo ? "/socket.io/" : "/engine.io/",
                socketIo ? List.of("40", "42[\"hello\",\"" + random.nextInt() + "\"]") : List.of("4hello"));
        try {
            session.reach(stage);
            session.end(ending, random);
            return session;
        } catch (IOException e) {
            session.reset();
            throw e;
        }
    }

    private void reach(Stage stage) throws IOException {
        if (stage.compareTo(Stage.WEBSOCKET_ALONE) >= 0) {
            webSocket = RawEngine.webSocket(port, path, 0);
            isTransport = true;
            if (stage == Stage.TALK_OVER_WEBSOCKET_ALONE) {
                talkOverWebSocket(greeting);
            }
            return;
        }
        engine = RawEngine.open(port, path);
        if (stage == Stage.HANDSHAKE) {
            return;
        }
        for (String packet : greeting) {
            engine.post(List.of(packet));
            while (engine.poll().stream().noneMatch(answer -> answer.startsWith("4"))) {
                // a ping
            }
        }
        if (stage == Stage.TALK_OVER_POLLING) {
            return;
        }
        engine.polls().write(engine.pollRequest());
        if (stage != Stage.HELD_POLL) {
            upgrade(stage);
        }
    }

    private void upgrade(Stage stage) throws IOException {
        webSocket = engine.candidate();
        if (stage == Stage.HALF_AN_UPGRADE_REQUEST) {
            webSocket.writeFirstHalf(engine.upgradeRequest());
            return;
        }
        webSocket.write(engine.upgradeRequest());
        if (stage == Stage.UPGRADE_REQUESTED) {
            return;
        }
        webSocket.readAnswer();
        if (stage == Stage.SWITCHED_PROTOCOLS) {
            return;
        }
        webSocket.write(Wire.text("2probe"));
        if (stage == Stage.PROBED) {
            return;
        }
        webSocket.readText();
        if (stage == Stage.PROBE_ANSWERED) {
            return;
        }
        engine.readPoll();
        if (stage == Stage.LAST_POLL_ENDED) {
            return;
        }
        webSocket.write(Wire.text("5"));
        isTransport = true;
        if (stage == Stage.TALK_AFTER_UPGRADE) {
            talkOverWebSocket(greeting.subList(greeting.size() - 1, greeting.size()));
        }
    }

    private void talkOverWebSocket(List<String> packets) throws IOException {
        for (String packet : packets) {
            webSocket.write(Wire.text(packet));
            while (!webSocket.readText().startsWith("4")) {
                // a ping
            }
        }
    }

    private void end(Ending ending, Random random) throws IOException {
        byte[] message = Wire.text("4" + "x".repeat(random.nextInt(300)));
        switch (ending) {
            case CLOSE_PACKET -> {
                if (isTransport) {
                    webSocket.write(Wire.text("1"));
                } else {
                    engine.post(List.of("1"));
                }
                close();
            }
            case CLOSE_FRAME -> {
                if (webSocket != null) {
                    webSocket.write(Wire.frame(Wire.CLOSE, new byte[] {3, (byte) 0xe8}));
                }
                close();
            }
            case END -> close();
            case RESET -> reset();
            case HALF_A_FRAME_AND_END -> {
                half(webSocket, message);
                close();
            }
            case HALF_A_FRAME_AND_RESET -> {
                half(webSocket, message);
                reset();
            }
            case HALF_A_FRAME_AND_SILENCE -> half(webSocket, message);
            case HALF_A_POST_AND_END -> {
                halfAPost();
                close();
            }
            case HALF_A_POST_AND_RESET -> {
                halfAPost();
                reset();
            }
            case HALF_A_POST_AND_SILENCE -> halfAPost();
            case SILENCE -> {
                // that is all
            }
        }
    }

    private static void half(Wire wire, byte[] bytes) throws IOException {
        if (wire != null) {
            wire.writeFirstHalf(bytes);
        }
    }

    private void halfAPost() throws IOException {
        if (engine != null) {
            // Long enough that its half has all of the head.
            engine.posts().writeFirstHalf(engine.postRequest(List.of("4" + "x".repeat(1_000))));
        }
    }

    /** Ends its connections, without leaving traces in the operating system. */
    void reset() throws IOException {
        if (engine != null) {
            engine.reset();
        }
        if (webSocket != null) {
            webSocket.reset();
        }
    }

    @Override
    public void close() throws IOException {
        if (engine != null) {
            engine.close();
        }
        if (webSocket != null) {
            webSocket.close();
        }
    }
}
