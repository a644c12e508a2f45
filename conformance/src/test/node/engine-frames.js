// The contract "engine-frames" on the reference implementation, whose WebSockets are those of ws.
import { attach } from "engine.io";
import { serve } from "./serve.js";

serve((http) => {
  const server = attach(http, {
    maxHttpBufferSize: 1_000_000,
    perMessageDeflate: { threshold: 1024 },
  });
  server.on("connection", (socket) => {
    socket.on("message", (data) => (data === "close" ? socket.close() : socket.send(data)));
  });
  return server;
});
