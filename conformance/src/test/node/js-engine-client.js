// The contract "js-engine-client" on the reference implementation.
import { attach } from "engine.io";
import { serve } from "./serve.js";

serve((http) => {
  const server = attach(http, {
    pingInterval: 500,
    maxHttpBufferSize: 100,
    allowRequest: (request, decide) => {
      const { searchParams } = new URL(request.url, "http://localhost");
      decide(null, !searchParams.has("deny"));
    },
  });
  const answers = {
    "give binary": () => Buffer.from([0, 1, 2, 3, 4]),
    "give utf8": () => "пойду спать всем спокойной ночи",
    sendHeaders: (socket) => JSON.stringify(socket.transport.dataReq?.headers ?? {}),
  };
  server.on("connection", (socket) => {
    socket.send("hi");
    socket.on("message", (data) => socket.send(answers[data]?.(socket) ?? data));
  });
  server.on("initial_headers", (headers) => {
    headers["Set-Cookie"] = [
      "1=1; Max-Age=86400",
      "2=2; Path=/; HttpOnly; Secure; SameSite=Strict",
      "3=3; Max-Age=0",
      `4=4; Expires=${new Date().toUTCString()}`,
    ];
  });
  return server;
});
