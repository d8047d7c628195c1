import { FlowError } from "../flow-error.js";
import type { FlowSpec } from "../flow-spec.js";

/** A runtime, and the range of table formats that it can run. Its `package.json` states the same range. */
export interface RuntimeVersion {
  readonly version: string;
  readonly oldest: number;
  readonly newest: number;
}

export const thisRuntime: RuntimeVersion = { version: "0.1.0", oldest: 1, newest: 5 };

/**
 * Rejects the table of a module that was generated for another runtime. A table without a format number is not checked:
 * a program wrote it for the runtime that it imports.
 *
 * @throws FlowError `define/format`
 */
export function checkFormat({ name, format }: Pick<FlowSpec, "name" | "format">, runtime = thisRuntime): void {
  const { version, oldest, newest } = runtime;
  if (format === undefined || (format >= oldest && format <= newest)) return;
  const [reads, cure] =
    format > newest
      ? [`up to ${newest}`, "npm install @flowc/runtime@latest"]
      : [`${oldest} and up`, "npx flowc build"];
  const what = `The module of flow \`${name}\` has format ${format}; @flowc/runtime ${version} reads ${reads}`;
  throw new FlowError("define/format", `${what}: run \`${cure}\``);
}
