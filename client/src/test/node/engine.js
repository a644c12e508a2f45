// Engine.IO alone, as the client's tests of its transports need it. Usage: node engine.js <port> [options as JSON]
// Prints "listening <port>" once it accepts; ends when its standard input ends, or by SIGTERM.
// Echoes messages; "request" is answered with what the session's first request said, "upgrade" with the handshake's.
const { createServer } = require("http");
const { Server } = require("engine.io");

const { subprotocol, cookieFor, ...options } = JSON.parse(process.argv[3] || "{}");
const engine = new Server(options);
const http = createServer();

const told = (request) => JSON.stringify({ url: request.url, headers: request.headers });
let sessions = 0;
engine.on("initial_headers", (headers) => {
  sessions++;
  if (cookieFor) headers["set-cookie"] = ["node=" + sessions + "; Path=" + cookieFor + "; HttpOnly; Max-Age=600", "x=y; Path=/nowhere"];
});
engine.on("headers", (headers) => (headers["x-answer"] = "yes"));

let last = null;
http.on("request", (request) => (last = request));
let upgraded = null;
http.on("upgrade", (request) => (upgraded = request));

engine.on("connection", (socket) => {
  socket.on("message", (data) => {
    if (data === "request") socket.send(told(socket.request));
    else if (data === "last") socket.send(told(last));
    else if (data === "upgrade") socket.send(told(upgraded));
    else if (data === "extensions") socket.send(String(socket.transport.socket.extensions));
    else if (data === "protocol") socket.send(String(socket.transport.socket.protocol));
    else socket.send(data, { compress: true });
  });
});

engine.attach(http, { path: "/engine.io/" });
http.listen(Number(process.argv[2] || 0), "127.0.0.1", () => {
  // Only now, since "listening" has the engine make its WebSocket server anew.
  if (subprotocol) engine.ws.options.handleProtocols = (offered) => (offered.has(subprotocol) ? subprotocol : false);
  console.log("listening " + http.address().port);
});
process.stdin.on("end", () => process.exit(0)).resume();
