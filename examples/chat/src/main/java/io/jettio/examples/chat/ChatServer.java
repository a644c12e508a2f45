package io.jettio.examples.chat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.handler.Ack;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.OrderedHttp;
import io.jettio.server.jetty.SocketIoHandler;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A chat with nicknames, rooms and images: this file and {@code page/index.html} are the whole of it.
 *
 * <p>The page sends {@code enter} (nickname, room) and {@code join} (room), both answered with the room or with the
 * reason why not, then {@code chat} and {@code image}, answered with ok or the reason, and {@code typing}. The server
 * sends {@code message}, {@code typing}, {@code people} (of the room, on every change) and {@code rooms} (with their
 * counts, on every change).
 *
 * <p>All state is in memory and behind the lock of this object. Emitting never waits for the network, so it happens
 * under the lock too: everybody sees the changes in the order in which they were made.
 */
@NullMarked
public final class ChatServer {
    private static final String LOBBY = "Lobby";
    private static final int NICK_LENGTH = 24;
    private static final int ROOM_LENGTH = 32;
    private static final int TEXT_LENGTH = 2_000;
    private static final int NAME_LENGTH = 100;
    private static final int MAX_ROOMS = 100;
    private static final int HISTORY_MESSAGES = 50;
    private static final int IMAGE_BYTES = 2 << 20;
    private static final int HISTORY_BYTES = 8 << 20;
    /** Types that a browser shows as a picture and nothing else. */
    private static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** What {@code enter} carries; the key proves that a page that comes back is the one that had the nickname. */
    record Enter(
            @Nullable String nick,
            @Nullable String key,
            @Nullable String room) {}

    /** What {@code chat} carries. */
    record Text(@Nullable String text) {}

    /** What {@code image} carries; the bytes are passed on as they came. */
    record Image(
            @Nullable String name,
            @Nullable String type,
            @Nullable ByteBuffer data) {}

    /** One message of a room, with a text or an image. */
    record Message(
            String id,
            String room,
            String nick,
            long time,
            @Nullable String text,
            @Nullable Image image) {}

    /** A room in the list of rooms. */
    record RoomEntry(String name, int people) {}

    /** The nicknames in a room. */
    record People(String room, List<String> people) {}

    /** The answer to {@code chat} and {@code image}, and to whatever is refused. */
    record Answer(boolean ok, @Nullable String error) {}

    /** The answer to {@code enter} and {@code join}; the room's latest messages follow it one by one. */
    record Entered(boolean ok, String nick, String room, List<String> people, List<RoomEntry> rooms, int messages) {}

    /** Somebody with a nickname. */
    private static final class Member {
        final Socket socket;
        final String nick;
        final String key;
        Room room;

        Member(Socket socket, String nick, String key, Room room) {
            this.socket = socket;
            this.nick = nick;
            this.key = key;
            this.room = room;
        }
    }

    /** A room with who is in it, by socket id, and its latest messages. */
    private static final class Room {
        final String name;
        final Map<String, Member> members = new LinkedHashMap<>();
        final Deque<Message> history = new ArrayDeque<>();
        long historyBytes;

        Room(String name) {
            this.name = name;
        }

        /** A Socket.IO room that no nickname, room name or socket id can hit by chance. */
        String channel() {
            return "chat:" + name;
        }

        List<String> people() {
            return members.values().stream()
                    .map(member -> member.nick)
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .toList();
        }

        void keep(Message message) {
            history.addLast(message);
            historyBytes += bytes(message);
            while (history.size() > HISTORY_MESSAGES || historyBytes > HISTORY_BYTES) {
                historyBytes -= bytes(history.removeFirst());
            }
        }

        private static int bytes(Message message) {
            return message.image == null || message.image.data == null ? 0 : message.image.data.remaining();
        }
    }

    private final SocketIoServer io;
    private final InetSocketAddress address;
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, Member> members = new HashMap<>();
    private final String run = UUID.randomUUID().toString();
    private long lastMessage;
    private @Nullable Server jetty; // from the start on; by whoever starts and stops

    /**
     * Prepares a chat; {@link #start()} opens it.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     */
    public ChatServer(String host, int port) {
        address = new InetSocketAddress(host, port);
        rooms.put(LOBBY, new Room(LOBBY));
        // An image may also come in a polling body, where it takes four thirds of its bytes.
        io = SocketIoServer.create(options -> options.limits(DecodeLimits.builder()
                .maxPayloadBytes(IMAGE_BYTES / 3 * 4 + 1024)
                .build()));
        io.onConnection(socket -> {
            socket.onWithAck("enter", Enter.class, (enter, ack) -> enter(socket, enter, ack));
            socket.onWithAck("join", String.class, (room, ack) -> join(socket, room, ack));
            socket.answer("chat", Text.class, text -> chat(socket, text));
            socket.answer("image", Image.class, image -> image(socket, image));
            socket.on("typing", Boolean.class, typing -> typing(socket));
            socket.onDisconnect(reason -> leave(socket));
        });
    }

    private static ResourceHandler page() {
        URL script = ChatServer.class.getResource("/page/socket.io.min.js");
        if (script == null) {
            throw new IllegalStateException(
                    "the browser client is missing: run npm ci in examples/chat and build again");
        }
        ResourceHandler page = new ResourceHandler();
        page.setBaseResource(ResourceFactory.of(page).newClassLoaderResource("page/"));
        page.setDirAllowed(false);
        page.setCacheControl("no-cache");
        return page;
    }

    /**
     * Opens the chat.
     *
     * @throws Exception if the port cannot be had
     */
    public void start() throws Exception {
        Server opened = OrderedHttp.server(address);
        opened.setHandler(new SocketIoHandler(io, page()));
        jetty = opened;
        opened.start();
    }

    private Server jetty() {
        if (jetty == null) {
            throw new IllegalStateException("not started");
        }
        return jetty;
    }

    /** {@return the server, for tests that need neither a port nor a browser} */
    SocketIoServer io() {
        return io;
    }

    /** {@return the port it listens on} */
    public int port() {
        return jetty().getURI().getPort();
    }

    /**
     * Closes the chat and disconnects everybody.
     *
     * @throws Exception if stopping fails
     */
    public void stop() throws Exception {
        io.close(); // it outlives a Jetty that it is only mounted in
        if (jetty != null) {
            jetty.stop();
        }
    }

    private synchronized void enter(Socket socket, Enter enter, Ack ack) {
        String nick = cleaned(enter.nick, NICK_LENGTH);
        String key = enter.key;
        if (nick == null || key == null || key.length() > 64) {
            ack.send(refused("A nickname has 1 to " + NICK_LENGTH + " characters."));
            return;
        }
        Member holder = members.values().stream()
                .filter(member -> folded(member.nick).equals(folded(nick)))
                .findFirst()
                .orElse(null);
        if (holder != null && holder.socket != socket && !holder.key.equals(key)) {
            ack.send(refused("The nickname “" + nick + "” is taken."));
            return;
        }
        if (holder != null) {
            leave(holder.socket);
            if (holder.socket != socket) {
                holder.socket.disconnectAll();
            }
        }
        leave(socket);
        Room room = roomFor(enter.room);
        Member member = new Member(socket, nick, key, room == null ? lobby() : room);
        members.put(socket.id(), member);
        admit(member, ack);
    }

    private synchronized void join(Socket socket, String name, Ack ack) {
        Member member = members.get(socket.id());
        Room room = roomFor(name);
        if (member == null) {
            ack.send(refused("Please sign in first."));
        } else if (room == null) {
            ack.send(refused(
                    rooms.size() < MAX_ROOMS
                            ? "The name of a room has 1 to " + ROOM_LENGTH + " characters."
                            : "There are too many rooms already."));
        } else {
            if (room != member.room) {
                depart(member);
                member.room = room;
            }
            admit(member, ack);
        }
    }

    private synchronized Answer chat(Socket socket, Text content) {
        String text = content.text == null ? "" : content.text.strip();
        if (text.isEmpty() || text.length() > TEXT_LENGTH) {
            return refused("A message has 1 to " + TEXT_LENGTH + " characters.");
        }
        return post(socket, text, null);
    }

    private synchronized Answer image(Socket socket, Image image) {
        if (image.type == null || !IMAGE_TYPES.contains(image.type)) {
            return refused("Only PNG, JPEG, GIF and WebP images can be sent.");
        }
        if (image.data == null || !image.data.hasRemaining() || image.data.remaining() > IMAGE_BYTES) {
            return refused("An image has at most " + (IMAGE_BYTES >> 20) + " MB.");
        }
        String name = cleaned(image.name, NAME_LENGTH);
        return post(socket, null, new Image(name == null ? "image" : name, image.type, image.data));
    }

    private Answer post(Socket socket, @Nullable String text, @Nullable Image image) {
        Member member = members.get(socket.id());
        if (member == null) {
            return refused("Please sign in first.");
        }
        String id = run + "-" + ++lastMessage;
        Message message = new Message(id, member.room.name, member.nick, System.currentTimeMillis(), text, image);
        member.room.keep(message);
        io.to(member.room.channel()).emit("message", message);
        return new Answer(true, null);
    }

    private synchronized void typing(Socket socket) {
        Member member = members.get(socket.id());
        if (member != null) {
            socket.to(member.room.channel()).emit("typing", member.nick);
        }
    }

    /** Forgets who was behind the socket, if anybody was. */
    private synchronized void leave(Socket socket) {
        Member member = members.remove(socket.id());
        if (member != null) {
            depart(member);
            io.emit("rooms", roomList());
        }
    }

    private void depart(Member member) {
        Room room = member.room;
        room.members.remove(member.socket.id());
        member.socket.leave(room.channel());
        io.to(room.channel()).emit("people", new People(room.name, room.people()));
        if (room.members.isEmpty() && !room.name.equals(LOBBY)) {
            rooms.remove(room.name);
        }
    }

    /** Puts the member into its room: first the answer, then what was said there, and then whatever comes. */
    private void admit(Member member, Ack ack) {
        Room room = member.room;
        rooms.put(room.name, room);
        room.members.put(member.socket.id(), member);
        member.socket.join(room.channel());
        ack.send(new Entered(true, member.nick, room.name, room.people(), roomList(), room.history.size()));
        for (Message message : room.history) {
            member.socket.emit("message", message);
        }
        io.to(room.channel()).emit("people", new People(room.name, room.people()));
        io.emit("rooms", roomList());
    }

    /** {@return the room of that name, a new one if need be, or null if it cannot be} */
    private @Nullable Room roomFor(@Nullable String name) {
        String clean = cleaned(name, ROOM_LENGTH);
        if (clean == null) {
            return null;
        }
        Room room = rooms.get(clean);
        return room != null ? room : rooms.size() < MAX_ROOMS ? new Room(clean) : null;
    }

    private Room lobby() {
        return rooms.computeIfAbsent(LOBBY, Room::new);
    }

    private List<RoomEntry> roomList() {
        return rooms.values().stream()
                .map(room -> new RoomEntry(room.name, room.members.size()))
                .toList();
    }

    private static Answer refused(String why) {
        return new Answer(false, why);
    }

    /** {@return the name without space around it, or null if it is empty, too long or has control characters} */
    private static @Nullable String cleaned(@Nullable String name, int maxLength) {
        if (name == null || name.length() > maxLength || name.isBlank()) {
            return null;
        }
        return name.chars().anyMatch(Character::isISOControl) ? null : name.strip();
    }

    /** {@return the nickname as it is compared} */
    private static String folded(String nick) {
        return Normalizer.normalize(nick, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /**
     * Starts the chat: {@code [port] [host]}, by default port 3000 on this machine only.
     *
     * @param args the port and the host
     * @throws Exception if it cannot start
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("org.eclipse.jetty.LEVEL", "WARN");
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        String host = args.length > 1 ? args[1] : "127.0.0.1";
        ChatServer chat = new ChatServer(host, port);
        chat.start();
        chat.jetty().setStopAtShutdown(true);
        System.out.println("The chat is open at http://" + host + ":" + chat.port() + "/ (Ctrl+C closes it)");
        chat.jetty().join();
    }
}
