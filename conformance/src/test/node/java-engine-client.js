// The contract "java-engine-client" on the reference implementation.
import { attach } from "engine.io";
import { serve } from "./serve.js";

serve((http) => {
  const server = attach(http, { pingInterval: 500 });
  server.on("connection", (socket) => {
    socket.send("hi");
    socket.on("message", (data) => socket.send(data));
  });
  server.on("headers", (headers, request) => {
    const own = request.headers["x-engineio"];
    if (own === undefined) {
      headers["X-EngineIO"] = "hi";
    } else if (request.headers.upgrade === undefined) {
      headers["X-EngineIO"] = ["hi", own];
    } else {
      // On a WebSocket's answer the engine writes one line for each key, and an array on one line.
      headers["X-EngineIO"] = "hi";
      headers["x-engineio"] = own;
    }
  });
  return server;
});
