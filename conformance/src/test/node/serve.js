// Listens at --host and --port (0 picks one), says so in one line, ends on SIGTERM; --parser names a parser's package.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const text = (value) => ({ type: "string", default: value });

export async function serve(attach) {
  const { values } = parseArgs({ options: { port: text("0"), host: text("127.0.0.1"), parser: { type: "string" } } });
  const http = createServer();
  const server = attach(http, values.parser && (await import(values.parser)).default);
  http.listen(values.port, values.host, () => console.log(`listening on http://${values.host}:${http.address().port}`));
  process.on("SIGTERM", () => {
    server.close();
    http.close(() => process.exit(0));
    http.closeAllConnections();
    setTimeout(() => process.exit(0), 1000); // WebSockets whose peers never answer the close frame do not hold it
  });
}
