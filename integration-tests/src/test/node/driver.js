"use strict";
// The official client, told on standard input what to do, one JSON object a line, and printing what happens to it the
// same way. Binary is written as {"$binary": "<base64>"} in both directions. It ends when standard input does.
const readline = require("node:readline");
const { io } = require("socket.io-client");

const sockets = new Map();

function fromWire(value) {
  if (Array.isArray(value)) {
    return value.map(fromWire);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (typeof value.$binary === "string") {
    return Buffer.from(value.$binary, "base64");
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fromWire(inner)]));
}

function toWire(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { $binary: bytes.toString("base64") };
  }
  if (Array.isArray(value)) {
    return value.map(toWire);
  }
  if (value === undefined) {
    return null;
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toWire(inner)]));
}

function print(socket, what, more) {
  process.stdout.write(JSON.stringify({ socket, what, ...more }) + "\n");
}

// How a socket answers events that ask for an ack, by event; a rule is {"value": …} or {"echo": true}.
function answer(rules, event, args, ack) {
  const rule = rules[event];
  if (rule === undefined) {
    return; // never
  }
  const answers = rule.echo ? args : [fromWire(rule.value)];
  if (rule.later) {
    setTimeout(() => ack(...answers), rule.later);
  } else {
    ack(...answers);
  }
}

function watch(name, socket, rules) {
  const engineOf = () => socket.io.engine;
  // Each connection has an engine of its own, and its upgrade may be over before the namespace is joined.
  socket.io.on("open", () => {
    engineOf().on("upgrade", (transport) => print(name, "upgrade", { transport: transport.name }));
  });
  socket.on("connect", () => print(name, "connect", { id: socket.id, transport: engineOf().transport.name }));
  socket.on("disconnect", (reason) => print(name, "disconnect", { reason }));
  socket.on("connect_error", (error) => {
    print(name, "connect_error", { message: error.message, data: toWire(error.data) });
  });
  socket.onAny((event, ...args) => {
    const last = args[args.length - 1];
    const ack = typeof last === "function" ? args.pop() : undefined;
    print(name, "event", { event, args: args.map(toWire), transport: engineOf().transport.name });
    if (ack !== undefined) {
      answer(rules, event, args, ack);
    }
  });
}

// Emits 0 … count-1: some before the upgrade begins, some while it runs, the rest after it; without an upgrade, evenly.
function stream(name, socket, event, count, upgrades) {
  let next = 0;
  const isUpgraded = () => socket.io.engine.transport.name === "websocket";
  const tick = () => {
    const most = upgrades && !isUpgraded() ? Math.floor(count / 2) : count;
    for (let i = 0; i < 3 && next < most; i++) {
      socket.emit(event, next++);
    }
    if (next < count) {
      setTimeout(tick, 1);
    } else {
      print(name, "streamed", {});
    }
  };
  tick();
}

const instructions = {
  connect({ socket: name, url, options, sharing, rules }) {
    const shared = sharing === undefined ? undefined : sockets.get(sharing);
    const namespace = new URL(url).pathname;
    const made = shared ? shared.io.socket(namespace, options) : io(url, { forceNew: true, autoConnect: false, ...options });
    sockets.set(name, made);
    watch(name, made, rules ?? {});
    made.connect();
  },
  emit({ socket: name, event, args }) {
    sockets.get(name).emit(event, ...args.map(fromWire));
  },
  ask({ socket: name, event, args, token, timeout }) {
    sockets.get(name).timeout(timeout).emit(event, ...args.map(fromWire), (error, ...answers) => {
      print(name, "answer", error ? { token, error: error.message } : { token, args: answers.map(toWire) });
    });
  },
  burst({ socket: name, event, count }) {
    for (let i = 0; i < count; i++) {
      sockets.get(name).emit(event, i);
    }
  },
  stream({ socket: name, event, count, upgrades }) {
    stream(name, sockets.get(name), event, count, upgrades);
  },
  disconnect({ socket: name }) {
    sockets.get(name).disconnect();
  },
  // The connection below, without a word to the server's sockets.
  closeEngine({ socket: name }) {
    sockets.get(name).io.engine.close();
  },
  // Forgets every socket, so that the next test starts with none.
  reset() {
    for (const socket of sockets.values()) {
      socket.offAny();
      socket.removeAllListeners();
      socket.io.reconnection(false);
      socket.disconnect();
    }
    sockets.clear();
    process.stdout.write(JSON.stringify({ what: "reset" }) + "\n");
  },
};

const lines = readline.createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const instruction = JSON.parse(line);
  instructions[instruction.op](instruction);
});
lines.on("close", () => process.exit(0));
process.stdout.write(JSON.stringify({ what: "ready" }) + "\n");
