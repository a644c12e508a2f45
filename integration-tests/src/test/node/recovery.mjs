// Many clients that lose their connections when they are told to, one instruction a line on standard input; what happens to
// them is printed the same way. It ends when standard input does.
import readline from "node:readline";
import { io } from "socket.io-client";

const clients = new Map();

function print(client, what, more) {
  process.stdout.write(JSON.stringify({ client, what, ...more }) + "\n");
}

// Ends the connection as its loss would; half of one stays open, and the server hears nothing of it.
function cut(client, half) {
  const engine = client.socket.io.engine;
  const { transport } = engine;
  // A transport that an upgrade has paused says nothing to the server when it is closed.
  const unnoticed = half || transport.readyState !== "open";
  if (half) {
    transport.close = () => transport;
  }
  engine._onClose("transport error");
  print(client.name, "cut", { unnoticed });
}

const instructions = {
  make({ client: name, url, transports }) {
    const socket = io(url, { forceNew: true, autoConnect: false, reconnection: false, transports });
    const client = { name, socket, e: [], b: [] };
    clients.set(name, client);
    socket.on("e", (number, ...more) => {
      client.e.push(number);
      const ack = more.at(-1);
      if (typeof ack === "function") {
        ack(number);
      }
    });
    socket.on("b", (number) => client.b.push(number));
    socket.on("end", () => print(name, "end", { e: client.e, b: client.b }));
    socket.on("connect_error", (error) => print(name, "error", { message: error.message }));
    socket.on("connect", () => {
      if (client.cutAt?.at === "connect") {
        // Not at once: what has come with the answer is still on its way through the client, which would keep it for
        // the next connection without taking its offset.
        setImmediate(() => cut(client, client.cutAt.half));
      } else {
        print(name, "connect", { id: socket.id, recovered: socket.recovered === true });
      }
    });
  },
  // With "at", the connection is lost again at that moment: open, upgrading or connect.
  connect({ client: name, at, half }) {
    const client = clients.get(name);
    client.cutAt = at === undefined ? undefined : { at, half };
    if (at === "open") {
      client.socket.io.once("open", () => setImmediate(() => cut(client, half)));
    }
    client.socket.connect();
    if (at === "upgrading") {
      const { engine } = client.socket.io;
      engine.once("upgrading", () => setImmediate(() => cut(client, half)));
    }
  },
  cut({ client: name, half }) {
    cut(clients.get(name), half);
  },
  forget({ client: name }) {
    const { socket } = clients.get(name);
    clients.delete(name);
    socket.removeAllListeners();
    socket.disconnect();
  },
};

const lines = readline.createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const instruction = JSON.parse(line);
  instructions[instruction.op](instruction);
});
lines.on("close", () => process.exit(0));
