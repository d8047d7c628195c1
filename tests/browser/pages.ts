import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runCli } from "../cli/run-cli.js";

const root = path.resolve(import.meta.dirname, "../..");

/** The addresses of pages that stand for all of their kind. */
export interface StoredPages {
  /** 40 nodes. */
  readonly picture: string;
  /** Retries, a timeout and handlers. */
  readonly policies: string;
  readonly done: string;
  readonly failed: string;
  readonly compared: string;
}

/** Draws the pages of pictures; those of reports are committed, and a test holds that they are up to date. */
export async function storePages(): Promise<StoredPages> {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-pages-"));
  const draw = async (example: string): Promise<string> => {
    const flow = `fixtures/examples/${example}/${example}.flow.yaml`;
    const { out, status, error } = await runCli(["graph", flow, "--as", "html"], { cwd: root });
    if (status !== 0) throw new Error(error);
    const file = path.join(folder, `${example}.html`);
    writeFileSync(file, out);
    return pathToFileURL(file).href;
  };
  const report = (name: string): string => pathToFileURL(path.join(root, "tests/trace/goldens", `${name}.html`)).href;
  return {
    picture: await draw("order-fulfilment"),
    policies: await draw("policies"),
    done: report("done"),
    failed: report("failed"),
    compared: report("compared"),
  };
}
