// The contract "java-client" on the reference implementation.
import { Server } from "socket.io";
import { serve } from "./serve.js";

serve((http) => {
  const io = new Server(http, { pingInterval: 2000, serveClient: false });
  const refusal = Object.assign(new Error("auth failed"), { data: { a: "b", c: 3 } });
  io.of("/no").use((socket, next) => next(refusal));
  for (const name of ["/timeout_socket", "/valid", "/asd"]) {
    io.of(name);
  }
  io.of("/abc").on("connection", (socket) => socket.emit("handshake", socket.handshake));
  for (const namespace of [io.of("/"), io.of("/foo")]) {
    namespace.on("connection", (socket) => {
      socket.send("hello client");
      const acknowledged = () => socket.emit("ack", (...args) => socket.emit("ackBack", ...args));
      const handlers = {
        message: (...args) => socket.send(...args),
        echo: (...args) => socket.emit("echoBack", ...args),
        ack: (...args) => args.pop()(...args),
        callAck: acknowledged,
        callAckBinary: acknowledged,
        getAckBinary: (value, ack) => ack(Buffer.from("huehue")),
        getAckDate: (value, ack) => ack(new Date()),
        broadcast: (...args) => socket.broadcast.emit("broadcastBack", ...args),
        room: (...args) => namespace.to(socket.id).emit("roomBack", ...args),
        requestDisconnect: () => socket.disconnect(),
        getHandshake: (ack) => ack(socket.handshake),
      };
      Object.entries(handlers).forEach(([event, handler]) => socket.on(event, handler));
    });
  }
  io.engine.on("headers", (headers, request) => {
    const own = request.headers["x-socketio"];
    if (own !== undefined) {
      headers["X-SocketIO"] = own;
    }
  });
  return io;
});
