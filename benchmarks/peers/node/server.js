"use strict";
// The load contract on the Node server: `npm ci`, then `node server.js [--port N] [--host ADDRESS]`.
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const host = option("--host", "127.0.0.1");
const http = createServer();
const io = new Server(http, { perMessageDeflate: false });

io.on("connection", (socket) => {
  socket.on("echo", (x, ack) => (ack ? ack(x) : socket.emit("echo", x)));
  socket.on("bcast", (x) => io.emit("bcast", x));
  socket.on("bin", (bytes) => socket.emit("bin", bytes));
  socket.on("typed", (record, ack) => ack(record));
  // A handler waits without blocking here: this server has one thread.
  socket.on("block", (millis, ack) => setTimeout(() => ack(millis), millis));
});

http.listen(Number(option("--port", "0")), host, () => {
  console.log(`pid ${process.pid}`);
  console.log(`listening on http://${host}:${http.address().port}`);
});
process.on("SIGTERM", () => io.close(() => process.exit(0)));
