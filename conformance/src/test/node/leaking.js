// Wrong on purpose: each session leaves a descriptor open.
import { openSync } from "node:fs";
import { Server } from "socket.io";
import { serve } from "./serve.js";

serve((http) => {
  const io = new Server(http, { pingInterval: 300, pingTimeout: 200, connectTimeout: 1000 });
  io.engine.on("connection", () => openSync("/dev/null"));
  return io;
});
