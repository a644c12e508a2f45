// The npm client under "check client": the URL is the last argument, instructions are lines of JSON on standard input,
// events are lines of JSON on standard output. Binary is written as {"$binary": "<base64>"} in both directions.
import readline from "node:readline";
import { Manager } from "socket.io-client";
import { fromWire, toWire } from "../wire.mjs";

const url = process.argv.at(-1);
const sockets = new Map();

const print = (is, namespace, more) => console.log(JSON.stringify({ is, namespace, ...more }));

function watch(namespace, socket) {
  socket.on("connect", () => print("connect", namespace, { id: socket.id }));
  socket.on("disconnect", (reason) => print("disconnect", namespace, { reason }));
  socket.on("connect_error", ({ message, data }) => print("connect_error", namespace, { message, data: toWire(data) }));
  socket.onAny((event, ...args) => {
    const ack = typeof args.at(-1) === "function" ? args.pop() : undefined;
    print("event", namespace, { event, args: toWire(args) });
    if (ack && event === "echo") {
      ack(...args);
    }
  });
}

const instructions = {
  connect({ namespaces, transports, delay, auth }) {
    const manager = new Manager(url, { transports, reconnectionDelay: delay, autoConnect: false });
    for (const namespace of namespaces) {
      const socket = manager.socket(namespace, { auth });
      sockets.set(namespace, socket);
      watch(namespace, socket);
      socket.connect();
    }
  },
  emit({ namespace, event, args }) {
    sockets.get(namespace).emit(event, ...fromWire(args));
  },
  ask({ namespace, event, args, id }) {
    const answered = (...answers) => print("answer", namespace, { id, args: toWire(answers) });
    sockets.get(namespace).emit(event, ...fromWire(args), answered);
  },
  disconnect({ namespace }) {
    sockets.get(namespace).disconnect();
  },
  note() {
    print("note");
  },
};

readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const instruction = JSON.parse(line);
    instructions[instruction.do](instruction);
  })
  .on("close", () => process.exit(0));
