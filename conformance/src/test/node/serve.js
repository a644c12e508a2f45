// Listens at --host and --port (0 picks one), says so in one line, ends on SIGTERM; --parser names a parser's package.
// --times has what attach gets third: interval and timeout of pings, and how long it waits for the rest, in milliseconds.
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const text = (value) => ({ type: "string", default: value });

export async function serve(attach) {
  const { values } = parseArgs({ options: { port: text("0"), host: text("127.0.0.1"), parser: { type: "string" }, times: text("300,200,1000") } });
  const http = createServer();
  const server = attach(http, values.parser && (await import(values.parser)).default, values.times.split(",").map(Number));
  http.listen(values.port, values.host, () => console.log(`listening on http://${values.host}:${http.address().port}`));
  process.on("SIGTERM", () => {
    server.close();
    http.close(() => process.exit(0));
    http.closeAllConnections();
    setTimeout(() => process.exit(0), 1000); // WebSockets whose peers never answer the close frame do not hold it
  });
}
