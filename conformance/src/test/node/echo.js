// The contracts "engine" and "engine-v3" on the reference implementation: echo each message with its type.
import { attach } from "engine.io";

export function echo(http, options, [pingInterval, pingTimeout]) {
  const server = attach(http, {
    pingInterval,
    pingTimeout,
    maxHttpBufferSize: 1_000_000,
    cors: { origin: "*" },
    ...options,
  });
  server.on("connection", (socket) => {
    socket.on("message", (data) => socket.send(data));
  });
  return server;
}
