// The official client, which follows a script: it reads one step a line from standard input as JSON, does it, and prints
// {"what": "done"} with what its sockets are then; between, what happens to them. It ends when standard input does.
import readline from "node:readline";
import { readFileSync } from "node:fs";
import { fromWire, toWire } from "./wire.mjs";
import { Manager } from "socket.io-client";

const { version } = JSON.parse(readFileSync(new URL("node_modules/socket.io-client/package.json", import.meta.url), "utf8"));

let manager;
let sockets = new Map();
let listeners = new Map();

function print(report) {
  process.stdout.write(JSON.stringify(report) + "\n");
}

function log(from, what, ...rest) {
  print({ what: "log", from, entry: [what, ...rest.map((value) => JSON.stringify(value))].join(" ") });
}

// An error of the connection has texts that only this client has.
function describe(error) {
  return error.description !== undefined || error.type === "TransportError" || error.message === "timeout"
    ? ["(connection)"]
    : error.data === undefined
      ? [error.message]
      : [error.message, error.data];
}

function outcome(error) {
  return error.message === "operation has timed out" ? "timeout" : error.message === "socket has been disconnected" ? "disconnected" : error.message;
}

function listen(name, event) {
  const listener = (...args) => {
    if (typeof args[args.length - 1] === "function") {
      args.pop();
    }
    log(name, "event " + event, args.map(toWire));
  };
  listeners.set(name + " " + event, listener);
  return listener;
}

function ask(name, token, emission) {
  emission.then(
    (value) => log(name + " acks", token, toWire(value)),
    (error) => log(name + " acks", token + " " + outcome(error)),
  );
}

const steps = {
  begin({ url, options }) {
    manager = new Manager(url, { autoConnect: false, ...options });
    manager.on("reconnect_attempt", (attempt) => log("manager", "reconnect_attempt", attempt));
    manager.on("reconnect", (attempt) => log("manager", "reconnect", attempt));
    manager.on("reconnect_error", () => log("manager", "reconnect_error"));
    manager.on("reconnect_failed", () => log("manager", "reconnect_failed"));
  },
  socket({ socket: name, ns, options }) {
    const socket = manager.socket(ns, options);
    sockets.set(name, socket);
    socket.on("connect", () => log(name, "connect"));
    socket.on("disconnect", (reason) => log(name, "disconnect " + reason));
    socket.on("connect_error", (error) => log(name, "connect_error", ...describe(error)));
  },
  connect({ socket }) {
    sockets.get(socket).connect();
  },
  disconnect({ socket }) {
    sockets.get(socket).disconnect();
  },
  emit({ socket, event, args }) {
    sockets.get(socket).emit(event, ...args.map(fromWire));
  },
  volatile({ socket, event, args }) {
    sockets.get(socket).volatile.emit(event, ...args.map(fromWire));
  },
  ask({ socket, token, event, args }) {
    ask(socket, token, sockets.get(socket).emitWithAck(event, ...args.map(fromWire)));
  },
  timeout({ socket, millis, token, event, args }) {
    ask(socket, token, sockets.get(socket).timeout(millis).emitWithAck(event, ...args.map(fromWire)));
  },
  on({ socket, event }) {
    sockets.get(socket).on(event, listen(socket, event));
  },
  once({ socket, event }) {
    sockets.get(socket).once(event, listen(socket, event));
  },
  off({ socket, event }) {
    sockets.get(socket).off(event);
  },
  remove({ socket, event }) {
    sockets.get(socket).off(event, listeners.get(socket + " " + event));
  },
  answer({ socket, event, args }) {
    sockets.get(socket).on(event, (...received) => {
      const ack = received.pop();
      log(socket, "event " + event, received.map(toWire));
      ack(...args.map(fromWire));
    });
  },
  answerTwice({ socket, event }) {
    sockets.get(socket).on(event, (...received) => {
      received[received.length - 1]("first");
      received[received.length - 1]("second");
    });
  },
  any({ socket }) {
    sockets.get(socket).onAny((event, ...args) => log(socket, "any " + event, args.filter((arg) => typeof arg !== "function").map(toWire)));
  },
  offAny({ socket }) {
    sockets.get(socket).offAny();
  },
  outgoing({ socket }) {
    sockets.get(socket).onAnyOutgoing((event, ...args) => log(socket, "outgoing " + event, args.filter((arg) => typeof arg !== "function").map(toWire)));
  },
  offOutgoing({ socket }) {
    sockets.get(socket).offAnyOutgoing();
  },
  // Steps that a handler does, the first time only.
  within({ socket, on, steps: inner }) {
    sockets.get(socket).once(on, () => inner.forEach(follow));
  },
  throwing({ socket, event }) {
    sockets.get(socket).on(event, () => {
      throw new Error("of the script");
    });
  },
  reserved({ socket, event }) {
    try {
      sockets.get(socket).emit(event);
    } catch (error) {
      log(socket, "refuses " + event);
    }
  },
  closeEngine() {
    manager.engine.close();
  },
  state() {},
  end() {
    for (const socket of sockets.values()) {
      socket.removeAllListeners();
      socket.offAny();
      socket.offAnyOutgoing();
    }
    manager.removeAllListeners();
    manager.reconnection(false);
    sockets.forEach((socket) => socket.disconnect());
    manager._close();
    sockets = new Map();
    listeners = new Map();
  },
};

function follow(step) {
  steps[step.op](step);
}

function states() {
  return Object.fromEntries(
    [...sockets].map(([name, { connected, active, recovered }]) => [name, { connected, active, recovered: recovered === true }]),
  );
}

process.on("uncaughtException", (error) => {
  if (error.message !== "of the script") {
    throw error;
  }
});
const lines = readline.createInterface({ input: process.stdin });
lines.on("line", (line) => {
  follow(JSON.parse(line));
  print({ what: "done", states: states() });
});
lines.on("close", () => process.exit(0));
print({ what: "ready", version });
