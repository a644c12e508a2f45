// The contract "socket" on the reference implementation.
import { Server } from "socket.io";
import { serve } from "./serve.js";

serve((http, parser, [pingInterval, pingTimeout, others]) => {
  const io = new Server(http, {
    pingInterval, pingTimeout,
    maxHttpBufferSize: 1_000_000,
    connectTimeout: others,
    upgradeTimeout: others,
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
