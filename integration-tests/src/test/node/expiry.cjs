"use strict";
// Tokens that expire: "server PORT LIFE" is a Socket.IO server that verifies them when a client joins, and ends its session
// when they have expired; "proxy PORT BACKEND LIFE" is a reverse proxy that answers 401 to an expired one. A token is the
// time when it was made, in milliseconds. Socket.IO comes from the folder that this runs in.
const http = require("node:http");
const net = require("node:net");
const { createRequire } = require("node:module");

const [mode, port, ...more] = process.argv.slice(2);
const life = Number(more.at(-1));
const isGood = (token) => Date.now() - Number(token) <= life;

function listen(server) {
  server.listen(Number(port), "127.0.0.1", () => console.log(`listening ${server.address().port}`));
}

function serve() {
  const { Server } = createRequire(process.cwd() + "/")("socket.io");
  const server = http.createServer();
  const io = new Server(server);
  io.use((socket, next) => next(isGood(socket.handshake.auth.token) ? undefined : new Error("token expired")));
  io.on("connection", (socket) => {
    const over = setTimeout(() => socket.conn.close(), life);
    socket.on("disconnect", () => clearTimeout(over));
    socket.on("save", (client, number, ack) => {
      console.log(`save ${client} ${number}`); // written before the ack is, so that nothing acknowledged is missed
      ack(number);
    });
  });
  listen(server);
}

function proxy() {
  const backend = Number(more[0]);
  const counts = { requests: 0, upgrades: 0, unauthorized: 0 };
  const admits = (request) => {
    const good = isGood((request.headers.authorization ?? "").replace("Bearer ", ""));
    counts.unauthorized += good ? 0 : 1;
    return good;
  };
  const server = http.createServer((request, response) => {
    counts.requests++;
    if (!admits(request)) {
      response.writeHead(401).end("expired");
      return;
    }
    const { method, url, headers } = request;
    const onward = http.request({ host: "127.0.0.1", port: backend, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    onward.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  server.on("upgrade", (request, socket, head) => {
    counts.upgrades++;
    socket.on("error", () => {});
    if (!admits(request)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const onward = net.connect(backend, "127.0.0.1", () => {
      const { rawHeaders } = request;
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < rawHeaders.length; i += 2) {
        lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
      }
      onward.write(lines.join("\r\n") + "\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    onward.on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  process.stdin.on("data", () => console.log(`figures ${counts.requests} ${counts.upgrades} ${counts.unauthorized}`));
  process.stdin.on("end", () => process.exit(0));
  listen(server);
}

mode === "server" ? serve() : proxy();
