// A server of the official release that is installed under the name in the first argument, told on standard input what to
// do, one JSON object a line, and printing what happens to it the same way: each packet that reaches it, too. Binary is
// written as {"$binary": "<base64>"} in both directions. It ends when standard input does.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import readline from "node:readline";
import { fromWire, toWire } from "./wire.mjs";

const alias = process.argv[2];
const { Server } = await import(alias);
const { version } = JSON.parse(readFileSync(new URL(`node_modules/${alias}/package.json`, import.meta.url), "utf8"));

let run; // the server that is running, with what it holds back

function print(report) {
  process.stdout.write(JSON.stringify(report) + "\n");
}

function record(connection) {
  const number = ++run.connections;
  print({ what: "opened", connection: number });
  connection.on("close", () => print({ what: "closed", connection: number }));
  connection.on("packet", (packet) => {
    if (packet.type === "message") {
      print({ what: "packet", connection: number, data: toWire(packet.data) });
    }
  });
}

// Acks as often as it is told to: the socket's own way would answer once.
function sendAck(socket, id, args) {
  socket.packet({ type: 3, id, data: args });
}

function serve(socket) {
  const ns = socket.nsp.name;
  const mine = run;
  mine.sockets.add(socket);
  print({ what: "joined", ns, auth: toWire(socket.handshake.auth), recovered: socket.recovered === true });
  const left = (reason) => {
    mine.sockets.delete(socket);
    print({ what: "left", ns, reason });
  };
  socket.on("disconnect", left);
  const deliver = socket.onevent.bind(socket);
  socket.onevent = (packet) => {
    print({ what: "event", ns, event: packet.data[0], args: packet.data.slice(1).map(toWire) });
    if (packet.data[0] === "twice") {
      sendAck(socket, packet.id, ["first"]);
      sendAck(socket, packet.id, ["second"]);
      return;
    }
    deliver(packet);
  };
  socket.on("echo", (...args) => {
    const last = args[args.length - 1];
    if (typeof last === "function") {
      last(...args.slice(0, -1));
    } else {
      socket.emit("echoed", ...args);
    }
  });
  socket.on("late", (...args) => mine.heldAcks.push(() => args.pop()("late")));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack("joined");
  });
  socket.on("leave", (room, ack) => {
    socket.leave(room);
    ack("left");
  });
  socket.on("to", (room, text) => socket.to(room).emit("said", text));
  socket.on("size", (bytes, ack) => ack(bytes.length));
  socket.on("settle", () => socket.emit("settled"));
  socket.on("burst", (count) => {
    for (let i = 0; i < count; i++) {
      socket.emit("n", i);
    }
  });
  socket.on("leave-me", () => socket.disconnect());
  socket.on("throw-me-out", () => socket.disconnect(true));
  socket.on("question-back", (value) => socket.emit("question", value, (...answers) => print({ what: "answer", args: answers.map(toWire) })));
}

function refusal(message, data) {
  const error = new Error(message);
  error.data = data;
  return error;
}

function build(io) {
  const mine = run;
  for (const name of ["/", "/chat", "/deep/er/chat", "/admin", "/slow", "/fickle"]) {
    io.of(name).on("connection", serve);
  }
  io.of("/admin").use((socket, next) => {
    next(socket.handshake.auth.token === "secret" ? undefined : refusal("not authorized", { code: 7, hints: ["a", null] }));
  });
  io.of("/slow").use((socket, next) => {
    print({ what: "waits", ns: "/slow" });
    mine.heldJoins.push(() => next());
  });
  io.of("/fickle").use((socket, next) => next(mine.refused++ === 0 ? refusal("not yet") : undefined));
}

async function listen({ options, parser }) {
  const http = createServer();
  const with_ = parser === undefined ? {} : { parser: (await import(parser)).default };
  const io = new Server(http, { ...options, ...with_ });
  run = { http, io, connections: 0, refused: 0, sockets: new Set(), heldAcks: [], heldJoins: [] };
  const mine = run;
  build(io);
  io.engine.on("connection", (connection) => {
    if (run === mine) {
      record(connection);
    }
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  return { port: http.address().port };
}

function inNamespace(ns) {
  return [...run.sockets].filter((socket) => socket.nsp.name === ns);
}

function releaseAll(held) {
  held.splice(0).forEach((release) => release());
}

const commands = {
  start: listen,
  async stop() {
    const { io, http } = run;
    await new Promise((resolve) => {
      io.close(resolve);
      http.closeAllConnections();
    });
  },
  emit({ ns, event, args }) {
    inNamespace(ns).forEach((socket) => socket.emit(event, ...args.map(fromWire)));
  },
  // To whoever is in the namespace, and kept for those who may recover their session.
  broadcast({ ns, event, args }) {
    run.io.of(ns).emit(event, ...args.map(fromWire));
  },
  ask({ ns, event, args }) {
    inNamespace(ns).forEach((socket) => socket.emit(event, ...args.map(fromWire), (...answers) => print({ what: "answer", args: answers.map(toWire) })));
  },
  disconnect({ ns, close }) {
    inNamespace(ns).forEach((socket) => socket.disconnect(close));
  },
  // The connection below, without a word to the sockets.
  closeConnections() {
    Object.values(run.io.engine.clients).forEach((connection) => connection.close());
  },
  answer() {
    releaseAll(run.heldAcks);
  },
  admit() {
    releaseAll(run.heldJoins);
  },
  // Pings no more.
  mute() {
    Object.values(run.io.engine.clients).forEach((connection) => clearTimeout(connection.pingIntervalTimer));
  },
  raw({ data }) {
    Object.values(run.io.engine.clients).forEach((connection) => connection.write(fromWire(data)));
  },
  transports() {
    return { transports: Object.values(run.io.engine.clients).map((connection) => connection.transport.name) };
  },
};

const lines = readline.createInterface({ input: process.stdin });
let previous = Promise.resolve();
lines.on("line", (line) => {
  const command = JSON.parse(line);
  previous = previous.then(() => commands[command.cmd](command)).then((result) => print({ what: "done", ...result }));
});
lines.on("close", () => process.exit(0));
print({ what: "ready", version });
