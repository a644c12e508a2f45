// The contract "socket" on the reference implementation.
import { Server } from "socket.io";
import { serve } from "./serve.js";

serve((http, parser) => {
  const io = new Server(http, {
    pingInterval: 300,
    pingTimeout: 200,
    maxHttpBufferSize: 1_000_000,
    connectTimeout: 1000,
    upgradeTimeout: 1000,
    parser,
  });
  io.on("connection", (socket) => {
    socket.emit("auth", socket.handshake.auth);
    socket.on("message", (...args) => socket.emit("message-back", ...args));
    socket.on("message-with-ack", (...args) => args.pop()(...args));
  });
  io.of("/custom").on("connection", (socket) => socket.emit("auth", socket.handshake.auth));
  return io;
});
