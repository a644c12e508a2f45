// The official client, in the release that is installed under the name in the first argument, with the parser of the
// package in the second one if there is one, told on standard input what to do, one JSON object a line, and printing what happens to it the
// same way. Binary is written as {"$binary": "<base64>"} in both directions. It ends when standard input does.
import readline from "node:readline";
import { readFileSync } from "node:fs";
import { fromWire, toWire } from "./wire.mjs";

const alias = process.argv[2];
const client = await import(alias);
const io = client.io ?? client.default;
const parser = process.argv[3] === undefined ? {} : { parser: (await import(process.argv[3])).default };
const { version } = JSON.parse(readFileSync(new URL(`node_modules/${alias}/package.json`, import.meta.url), "utf8"));

const sockets = new Map();

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

// Release 2 has no listener for all events.
function onAny(socket, listener) {
  if (socket.onAny !== undefined) {
    socket.onAny(listener);
    return;
  }
  const onevent = socket.onevent;
  socket.onevent = function (packet) {
    const args = packet.id === undefined || packet.id === null ? packet.data : [...packet.data, this.ack(packet.id)];
    listener(...args);
    onevent.call(this, packet);
  };
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
  // How release 2 hears of a refusal.
  if (socket.onAny === undefined) {
    socket.on("error", (data) => print(name, "connect_error", { message: null, data: toWire(data) }));
  }
  onAny(socket, (event, ...args) => {
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

// Polling, and a WebSocket that opens later than it is asked to, so that there is traffic before the upgrade: after some
// milliseconds, or when something else has happened.
function transportsWithLateUpgrade(after) {
  class LateWebSocket extends client.NodeWebSocket {
    doOpen() {
      if (typeof after === "number") {
        setTimeout(() => super.doOpen(), after);
      } else {
        after.then(() => super.doOpen());
      }
    }
  }
  return [client.NodeXHR, LateWebSocket];
}

// Emits with ack, or says that none came; before release 4.4 the client has no timeout of its own. A client that retries
// has its option for the timeout of each try.
function ask(socket, event, args, timeout, done) {
  if (socket.io.opts.retries !== undefined) {
    socket.emit(event, ...args, done);
    return;
  }
  if (socket.timeout !== undefined) {
    socket.timeout(timeout).emit(event, ...args, done);
    return;
  }
  const timer = setTimeout(() => done(new Error("operation has timed out")), timeout);
  socket.emit(event, ...args, (...answers) => {
    clearTimeout(timer);
    done(null, ...answers);
  });
}

const numbers = new Map();

function startNumbers(name, socket, event) {
  const run = { next: 0 };
  const tick = () => {
    for (let i = 0; i < 3; i++) {
      socket.emit(event, run.next++);
    }
    run.timer = setTimeout(tick, 1);
  };
  numbers.set(name, run);
  tick();
}

const instructions = {
  connect({ socket: name, url, options, sharing, rules, upgradeAfter, along }) {
    let firstEvent;
    const event = new Promise((resolve) => (firstEvent = resolve));
    if (upgradeAfter !== undefined) {
      options.transports = transportsWithLateUpgrade(upgradeAfter === "event" ? event : upgradeAfter);
    }
    const shared = sharing === undefined ? undefined : sockets.get(sharing);
    const namespace = new URL(url).pathname;
    const made = shared ? shared.io.socket(namespace, options) : io(url, { forceNew: true, autoConnect: false, ...parser, ...options });
    sockets.set(name, made);
    watch(name, made, rules ?? {});
    if (upgradeAfter === "event") {
      onAny(made, firstEvent);
    }
    for (const other of along ?? []) {
      const more = made.io.socket(new URL(other.url).pathname, other.options);
      sockets.set(other.socket, more);
      watch(other.socket, more, other.rules ?? {});
      more.connect();
    }
    made.connect();
  },
  emit({ socket: name, event, args }) {
    sockets.get(name).emit(event, ...args.map(fromWire));
  },
  ask({ socket: name, event, args, token, timeout }) {
    ask(sockets.get(name), event, args.map(fromWire), timeout, (error, ...answers) => {
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
  startNumbers({ socket: name, event }) {
    startNumbers(name, sockets.get(name), event);
  },
  stopNumbers({ socket: name }) {
    const run = numbers.get(name);
    clearTimeout(run.timer);
    print(name, "numbers", { count: run.next });
  },
  disconnect({ socket: name }) {
    sockets.get(name).disconnect();
  },
  // The connection below, without a word to the server's sockets.
  closeEngine({ socket: name }) {
    sockets.get(name).io.engine.close();
  },
  // Nothing else happens in this process meanwhile.
  block({ millis }) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
  },
  // Forgets every socket, so that the next test starts with none.
  reset() {
    for (const run of numbers.values()) {
      clearTimeout(run.timer);
    }
    numbers.clear();
    for (const socket of sockets.values()) {
      if (socket.onAny !== undefined) {
        socket.offAny();
      } else {
        delete socket.onevent;
      }
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
process.stdout.write(JSON.stringify({ what: "ready", version }) + "\n");
