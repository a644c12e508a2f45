// The chat from a terminal: node client.mjs URL [TRANSPORTS [NICK]]. Each line of input is a message, but for "/history ROOM"
// and "/search TEXT"; it leaves with the end of its input. What happens is printed a line each, a word and then JSON.
import readline from "node:readline";
import { io } from "socket.io-client";

const [url = "http://127.0.0.1:3000", transports = "polling,websocket", nick = "terminal"] = process.argv.slice(2);
const print = (word, value) => console.log(`${word} ${JSON.stringify(value)}`);
const socket = io(url, { transports: transports.split(","), reconnection: false });

socket.io.on("open", () => {
  const { engine } = socket.io;
  print("transport", engine.transport.name);
  engine.on("upgrade", (transport) => print("upgraded", transport.name));
});
socket.on("message", (message) => print("message", message));
socket.on("announcement", (text) => print("announcement", text));
socket.on("connect_error", ({ message, description }) => print("refused", `${message}: ${description}`));
socket.on("disconnect", (reason) => {
  print("gone", reason);
  process.stdin.destroy();
});
socket.on("connect", async () => {
  print("joined", await socket.emitWithAck("join", "lobby", nick));
  const input = readline.createInterface({ input: process.stdin });
  input.on("line", async (text) => {
    const [, command, argument] = text.match(/^\/(history|search) (.*)$/) ?? [];
    if (command) {
      print(command, await socket.emitWithAck(command, argument));
    } else {
      print("ack", await socket.emitWithAck("chat", text));
    }
  });
  input.on("close", () => socket.disconnect());
});
