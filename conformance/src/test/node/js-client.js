// The contract "js-client" on the reference implementation.
import { Server } from "socket.io";
import { serve } from "./serve.js";

serve((http) => {
  const io = new Server(http, {
    pingInterval: 2000,
    serveClient: false,
    connectionStateRecovery: {},
    allowRequest: (request, decide) => setTimeout(decide, 10, null, true),
  });
  io.use((socket, next) => next("fail" in socket.handshake.query ? new Error("Auth failed (main namespace)") : undefined));
  io.of("/no").use((socket, next) => next(new Error("Auth failed (custom namespace)")));
  for (const name of ["/timeout_socket", "/valid", "/asd"]) {
    io.of(name);
  }
  io.of("/foo").on("connection", (socket) => socket.on("getId", (ack) => ack(socket.id)));
  io.of("/abc").on("connection", (socket) => socket.emit("handshake", socket.handshake));

  const texts = ["てすと", "Я Б Г Д Ж Й", "Ä ä Ü ü ß", "utf8 — string", "utf8 — string"];
  const bytes = Buffer.from("asdfasdf");
  io.on("connection", (socket) => {
    let first = false;
    const handlers = {
      hi: () => socket.emit("hi"),
      echo: (value, ack) => ack(value),
      ack: () => socket.emit("ack", (a, b) => a === 5 && b.test && socket.emit("got it")),
      getAckDate: (value, ack) => ack(new Date()),
      getDate: () => socket.emit("takeDate", new Date()),
      getDateObj: () => socket.emit("takeDateObj", { date: new Date() }),
      getUtf8: () => texts.forEach((text) => socket.emit("takeUtf8", text)),
      false: () => socket.emit("false", false),
      doge: () => socket.emit("doge", bytes),
      getbin: () => socket.emit("takebin", bytes),
      buffa: (binary) => Buffer.isBuffer(binary) && socket.emit("buffack"),
      jsonbuff: ({ hello, message, goodbye }) =>
        hello === "lol" && Buffer.isBuffer(message) && goodbye === "gotcha" && socket.emit("jsonbuff-ack"),
      abuff1: (binary) => (first = Buffer.isBuffer(binary)),
      abuff2: () => first && socket.emit("abuff2-ack"),
      getHandshake: (ack) => ack(socket.handshake),
      getId: (ack) => ack(socket.id),
    };
    Object.entries(handlers).forEach(([event, handler]) => socket.on(event, handler));
  });
  return io;
});
