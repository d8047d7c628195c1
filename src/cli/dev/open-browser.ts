import { spawn } from "node:child_process";
import type { Terminal } from "../../base/terminal.js";

/** The command that opens an address, by system. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address in the user's browser. If that fails, the printed address is still there. */
export function openBrowser(address: string, { error }: Pick<Terminal, "error">): void {
  const [command, ...args] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => error(`warning: no browser was opened: \`${command}\` cannot be started\n`));
  child.unref();
}
