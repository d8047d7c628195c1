import type { Server } from "node:http";
import { failure, success, type Outcome } from "../base/usage-error.js";

/** The port that is tried first if the user names none, and how many are tried. */
const [firstPort, tries] = [4910, 20];

/**
 * Listens on 127.0.0.1, which other machines cannot reach, and returns the port. If the user names none, the next free one is taken; 0 is any
 * that is free.
 */
export async function listen(server: Server, port: number | undefined): Promise<Outcome<number>> {
  const ports = port === undefined ? [...Array(tries).keys()].map((at) => firstPort + at).concat(0) : [port];
  let code = "";
  for (const candidate of ports) {
    const result = await tryPort(server, candidate);
    if (typeof result === "number") return success(result);
    code = result;
  }
  const reason = reasons[code] ?? code;
  return failure({
    message: `the port ${port ?? firstPort} cannot be used: ${reason}`,
    help: "Name another one with `--port`, or leave the option out: then flowc takes a free one.",
  });
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens on it",
  EACCES: "you have no right to",
};

/** The port, or the code of the error. */
function tryPort(server: Server, port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.name);
    server.once("error", onError);
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.off("error", onError);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
