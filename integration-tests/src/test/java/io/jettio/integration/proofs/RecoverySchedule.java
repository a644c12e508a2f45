package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.jettio.protocol.handler.Emitter;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Namespace;
import io.jettio.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One random schedule: clients of a namespace of their own get events, join and leave rooms, and lose their connections. All
 * of it follows from the seed, but for what another thread sends to everybody meanwhile, and for when it does.
 */
final class RecoverySchedule {
    private static final List<String> ROOMS = List.of("x", "y");
    private static final long FLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final byte[] BYTES = {1, 2, 3};

    private final String name;
    private final Random random;
    private final LosingClients clients;
    private final Namespace namespace;
    private final boolean expires;
    private final List<Client> all = new ArrayList<>();
    private int number;
    private int losses;

    /** How the connection of a client stands. */
    private enum State {
        CONNECTED,
        /** The server has noticed the loss. */
        AWAY,
        /** It has not. */
        HALF_OPEN,
        /** It may have, or the client may have been let in again already. */
        UNCERTAIN
    }

    private static final class Client {
        final String name;
        final RecoveryModel model = new RecoveryModel();
        final boolean upgrades;
        State state = State.CONNECTED;
        String id = "";
        Socket socket;
        int flowAtTheLatestFrom;

        Client(String name, List<String> transports) {
            this.name = name;
            this.upgrades = transports.size() > 1;
        }
    }

    RecoverySchedule(String name, long seed, LosingClients clients, Namespace namespace, boolean expires) {
        this.name = name;
        this.random = new Random(seed);
        this.clients = clients;
        this.namespace = namespace;
        this.expires = expires;
    }

    int losses() {
        return losses;
    }

    int emitted() {
        return number;
    }

    void run(int port) throws InterruptedException {
        AtomicInteger flow = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread flowing = new Thread(
                () -> {
                    while (!over.get()) {
                        namespace.emit("b", flow.incrementAndGet());
                        LockSupport.parkNanos(FLOW_NANOS);
                    }
                },
                name + "-flow");
        if (!expires) {
            flowing.start();
        }
        try {
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                // What expires must be noticed, and a loss while an upgrade goes on may not be.
                List<String> transports = switch (random.nextInt(expires ? 2 : 3)) {
                    case 0 -> List.of("polling");
                    case 1 -> List.of("websocket");
                    default -> List.of("polling", "websocket");
                };
                Client client = new Client(name + "-" + i, transports);
                clients.make(client.name, "http://127.0.0.1:" + port + namespace.name(), transports);
                connect(client, false);
                client.flowAtTheLatestFrom = flow.get() + 1;
                all.add(client);
                if (random.nextInt(4) == 0) {
                    lose(client); // before any event
                }
            }
            int steps = 15 + random.nextInt(25);
            for (int i = 0; i < steps; i++) {
                step();
            }
            for (Client client : all) {
                if (client.state != State.CONNECTED) {
                    comeBack(client);
                }
            }
        } finally {
            over.set(true);
            flowing.join();
        }
        namespace.emit("end");
        for (Client client : all) {
            JsonObject end = clients.await(client.name, "end");
            client.model.verify(numbers(end, "e"), client.name);
            if (!expires) {
                RecoveryModel.verifyFlow(numbers(end, "b"), client.flowAtTheLatestFrom, flow.get(), client.name);
            }
            clients.forget(client.name);
        }
    }

    private static List<Integer> numbers(JsonObject report, String member) {
        List<Integer> numbers = new ArrayList<>();
        report.getAsJsonArray(member).forEach(number -> numbers.add(number.getAsInt()));
        return numbers;
    }

    private void step() {
        Client client = all.get(random.nextInt(all.size()));
        int what = random.nextInt(20);
        if (what < 12) {
            emit(client);
        } else if (what < 16) {
            if (client.state == State.CONNECTED || client.state == State.HALF_OPEN) {
                changeRooms(client);
            }
        } else if (client.state == State.CONNECTED) {
            lose(client);
        } else {
            comeBack(client);
        }
    }

    private void emit(Client to) {
        int n = ++number;
        String room = ROOMS.get(random.nextInt(2));
        String other = ROOMS.get(random.nextInt(2));
        int kind = random.nextInt(8);
        boolean lasting = kind < 6;
        // Each is told of beforehand: it may come at once.
        for (Client client : all) {
            boolean meant = switch (kind) {
                case 0, 6 -> client == to;
                case 1 -> true;
                case 2, 7 -> client.model.isIn(room);
                case 3 -> client.model.isIn(room) && !client.model.isIn(other);
                case 4 -> !client.model.isIn(room);
                default -> client == to || client.model.isIn(room);
            };
            client.model.sent(n, meant, lasting);
        }
        switch (kind) {
            case 0 -> unicast(to).emit("e", n, "a text");
            case 1 -> namespace.emit("e", n, BYTES);
            case 2 -> namespace.to(room).emit("e", n, "in " + room);
            case 3 -> namespace.to(room).except(other).emit("e", n);
            case 4 -> namespace.except(room).emit("e", n, Map.of("bytes", BYTES));
            case 5 -> namespace.to(List.of(to.id, room)).emit("e", n);
            case 6 -> {
                if (random.nextBoolean()) {
                    var unused = to.socket.emitWithAck("e", Integer.class, n);
                } else {
                    to.socket.asVolatile().emit("e", n, "volatile");
                }
            }
            default -> namespace.to(room).asVolatile().emit("e", n, "volatile");
        }
    }

    private Emitter unicast(Client client) {
        BroadcastOperator byRoom = namespace.to(client.id);
        return client.state == State.UNCERTAIN || random.nextBoolean() ? byRoom : client.socket;
    }

    private void changeRooms(Client client) {
        String room = ROOMS.get(random.nextInt(2));
        if (client.model.isIn(room)) {
            client.model.leave(room);
            client.socket.leave(room);
        } else {
            client.model.join(room);
            client.socket.join(room);
        }
    }

    private void lose(Client client) {
        losses++;
        boolean half = !expires && random.nextBoolean();
        if (expires) {
            // What is on its way when a session is lost for ever is lost for ever, too.
            assertThat(client.socket
                            .timeout(Duration.ofSeconds(30))
                            .emitWithAck("e", Integer.class, soleAck(client))
                            .join())
                    .isEqualTo(number);
        }
        clients.tell(Map.of("op", "cut", "client", client.name, "half", half));
        boolean unnoticed = clients.await(client.name, "cut").get("unnoticed").getAsBoolean();
        client.state = unnoticed ? State.HALF_OPEN : State.AWAY;
        if (!unnoticed) {
            awaitNoticed(client);
        }
        if (expires) {
            client.model.expired();
        }
    }

    private int soleAck(Client client) {
        number++;
        client.model.sent(number, true, false);
        return number;
    }

    private void awaitNoticed(Client client) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> namespace.socket(client.id).isEmpty());
    }

    private void comeBack(Client client) {
        if (expires) {
            await().pollDelay(RecoveryProofTest.LONGER_THAN_BRIEF).until(() -> true);
        }
        while (!expires && random.nextInt(3) == 0) {
            losses++;
            Map<String, Object> instruction = new HashMap<>(Map.of("op", "connect", "client", client.name));
            instruction.put("half", random.nextBoolean());
            int at = random.nextInt(client.upgrades ? 3 : 2);
            instruction.put("at", List.of("open", "connect", "upgrading").get(at));
            clients.tell(instruction);
            clients.await(client.name, "cut");
            client.state = State.UNCERTAIN;
            emit(client);
        }
        connect(client, !expires);
    }

    private void connect(Client client, boolean recovers) {
        clients.tell(Map.of("op", "connect", "client", client.name));
        JsonObject report = clients.await(client.name, "connect");
        assertThat(report.get("recovered").getAsBoolean())
                .as("whether %s is recovered", client.name)
                .isEqualTo(recovers);
        String id = report.get("id").getAsString();
        if (recovers) {
            assertThat(id).isEqualTo(client.id);
        } else {
            client.model.begunAnew();
        }
        client.id = id;
        client.socket = namespace.socket(id).orElseThrow();
        client.state = State.CONNECTED;
    }
}
