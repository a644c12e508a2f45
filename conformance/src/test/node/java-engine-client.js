// The contract "java-engine-client" on the reference implementation.
import { attach } from "engine.io";
import { serve } from "./serve.js";

serve((http) => {
  const server = attach(http, { pingInterval: 500 });
  server.on("connection", (socket) => {
    socket.send("hi");
    socket.on("message", (data) => socket.send(data));
  });
  const values = (request) => ["hi", request.headers["x-engineio"]].filter((value) => value !== undefined);
  server.on("headers", (headers, request) => {
    if (request.headers.upgrade === undefined) {
      headers["X-EngineIO"] = values(request);
    }
  });
  // The engine would join the two values of a WebSocket's answer.
  server.ws.on("headers", (lines, request) => {
    lines.push(...values(request).map((value) => `X-EngineIO: ${value}`));
  });
  return server;
});
