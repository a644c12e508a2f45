package app.leaves;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.json.jackson.JacksonJsonCodec;
import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.SocketIoServer;

/** Sends an annotated record with binary in it to a server of its own, and prints what came there. */
public final class LeavesApp {
    record Account(@JsonProperty("account_id") long id, byte[] picture) {}

    private LeavesApp() {}

    public static void main(String[] args) throws Exception {
        System.out.println("module " + LeavesApp.class.getModule().getName());
        MsgpackParser parser = new MsgpackParser(new JacksonJsonCodec());
        try (SocketIoServer io = SocketIoServer.create(options -> options.parser(parser))) {
            io.onConnection(socket -> socket.answer("account", Payload::json));
            io.listen("127.0.0.1", 0);
            String address = "http://127.0.0.1:" + io.port();
            try (Socket socket = SocketIo.connect(address, options -> options.parser(parser))) {
                System.out.println("ack " + socket.call("account", String.class, new Account(7, new byte[] {1, 2, 3})));
            }
        }
    }
}
