// The reference server, as the client's tests need it. Usage: node server.js <port> [options as JSON]
// Prints "listening <port>" once it accepts; ends when its standard input ends, or by SIGTERM.
const { createServer } = require("http");
const { Server } = require("socket.io");

const port = Number(process.argv[2] || 0);
const options = JSON.parse(process.argv[3] || "{}");
if (options.parser) options.parser = require(options.parser);
const http = createServer();
const io = new Server(http, options);

const waiting = [];

function handlers(socket) {
  socket.emit("hello", { id: socket.id, auth: socket.handshake.auth });
  socket.on("echo", (...args) => {
    const ack = args[args.length - 1];
    if (typeof ack === "function") ack(...args.slice(0, -1));
    else socket.emit("echoed", ...args);
  });
  socket.on("ask", (value) => socket.emit("question", value, (...answer) => socket.emit("answered", ...answer)));
  socket.on("burst", (count) => {
    for (let i = 0; i < count; i++) socket.emit("n", i);
  });
  const seen = [];
  socket.on("count", (i) => seen.push(i));
  socket.on("counted", (ack) => ack(seen));
  socket.on("never", () => {});
  socket.on("transport", (ack) => ack(socket.conn.transport.name));
  socket.on("headers", (ack) => ack(socket.handshake.headers, socket.handshake.query));
  socket.on("tell", (event, ...args) => io.of(socket.nsp.name).emit(event, ...args));
  socket.on("tellVolatile", (event, ...args) => socket.volatile.emit(event, ...args));
  socket.on("recovered", (ack) => ack(socket.recovered));
  socket.on("admit", () => waiting.splice(0).forEach((next) => next()));
  socket.on("kick", () => socket.disconnect());
  socket.on("drop", () => socket.conn.close());
  socket.on("garbage", () => socket.conn.write("9nonsense"));
  socket.on("size", (bytes, ack) => ack(bytes.length));
  socket.on("disconnect", (reason) => io.of("/log").emit("left", socket.nsp.name, reason));
}

for (const name of ["/", "/chat", "/log"]) io.of(name).on("connection", handlers);

io.of("/private").use((socket, next) => {
  if (socket.handshake.auth.token === "secret") return next();
  const error = new Error("not authorized");
  error.data = { code: 7, hint: ["a", "b"] };
  next(error);
});
io.of("/private").on("connection", handlers);

// Answers CONNECT with an event before it, as a middleware may.
io.of("/early").use((socket, next) => {
  socket.emit("early", 1);
  socket.emit("early", 2);
  next();
});
io.of("/early").on("connection", handlers);

// Refuses each client until it has asked often enough.
let asked = 0;
io.of("/later").use((socket, next) => {
  if (++asked >= (socket.handshake.auth.after || 3)) return next();
  const error = new Error("not yet");
  error.data = { asked };
  next(error);
});
io.of("/later").on("connection", handlers);

// Acknowledges an event only when it comes for the third time, and tells what came.
io.of("/stubborn").on("connection", (socket) => {
  const seen = [];
  socket.on("save", (...args) => {
    const ack = args.pop();
    seen.push(args);
    if (seen.filter((other) => other[0] === args[0]).length >= 3) ack("saved " + args[0]);
  });
  socket.on("seen", (...args) => args.pop()(seen));
});

// Tells that somebody wants to join, and lets him when somebody else says so.
io.of("/slow").use((socket, next) => {
  waiting.push(next);
  io.of("/log").emit("joining");
});
io.of("/slow").on("connection", handlers);

http.listen(port, "127.0.0.1", () => console.log("listening " + http.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
