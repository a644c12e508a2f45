// What the contract "soak" of interop.jar does for clients that save, on a server of Node.js: each event with a number is
// acknowledged with it, and has to follow the one before of the same connection. A violation is told on standard error and
// counted; the namespace "/figures" says how many there were.
import { createServer } from "node:http";
import { Server } from "socket.io";

const server = createServer();
const io = new Server(server);
let violations = 0;

io.on("connection", (socket) => {
  let next;
  socket.on("save", (client, number, ack) => {
    if (next !== undefined && number !== next) {
      violations++;
      console.error(`violation: of ${client} came ${number} instead of ${next}`);
    }
    next = number + 1;
    ack(number);
  });
});

io.of("/figures").on("connection", (socket) => {
  socket.on("figures", (ack) => {
    const connections = io.engine.clientsCount;
    ack(violations === 0 ? { connections } : { connections, violations });
  });
});

server.listen(Number(process.argv[2]), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
