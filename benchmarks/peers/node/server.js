"use strict";
// The load contract on the Node server: `npm ci`, then `node server.js [--port N] [--host ADDRESS] [--keytool PATH]`.
// With the JDK's keytool it makes itself a certificate and speaks TLS.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { createServer } = require("node:http");
const { createServer: createTlsServer } = require("node:https");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { Server } = require("socket.io");

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const host = option("--host", "127.0.0.1");
const keytool = option("--keytool", "");
const http = keytool ? createTlsServer(certificate()) : createServer();

function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "load-tls-"));
  const file = join(folder, "server.p12");
  const passphrase = "changeit";
  try {
    const key = ["-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost"];
    const store = ["-storetype", "PKCS12", "-storepass", passphrase, "-keystore", file];
    execFileSync(keytool, [...key, ...store], { stdio: "ignore" });
    return { pfx: readFileSync(file), passphrase };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const io = new Server(http, { perMessageDeflate: false });

io.on("connection", (socket) => {
  socket.on("echo", (x, ack) => (ack ? ack(x) : socket.emit("echo", x)));
  socket.on("bcast", (x) => io.emit("bcast", x));
  socket.on("bin", (bytes) => socket.emit("bin", bytes));
  socket.on("typed", (record, ack) => ack(record));
  // A handler waits without blocking here: this server has one thread.
  socket.on("block", (millis, ack) => setTimeout(() => ack(millis), millis));
});

http.listen(Number(option("--port", "0")), host, () => {
  console.log(`pid ${process.pid}`);
  console.log(`listening on http${keytool ? "s" : ""}://${host}:${http.address().port}`);
});
process.on("SIGTERM", () => io.close(() => process.exit(0)));
