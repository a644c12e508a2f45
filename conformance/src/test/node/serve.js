// Listens where the command line says (--host, --port; port 0 picks one), says so in one line, ends on SIGTERM.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

export function serve(attach) {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
    },
  });
  const http = createServer();
  const server = attach(http);
  http.listen(Number(values.port), values.host, () => {
    console.log(`listening on http://${values.host}:${http.address().port}`);
  });
  process.on("SIGTERM", () => {
    server.close();
    http.close(() => process.exit(0));
    http.closeAllConnections();
    // WebSockets whose peers never answer the close frame do not hold the process.
    setTimeout(() => process.exit(0), 1000);
  });
}
