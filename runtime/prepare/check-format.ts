import { FlowError } from "../flow-error.js";
import type { FlowSpec } from "../flow-spec.js";

/** A runtime, and the formats of tables that it can run. The same is in its `package.json`. */
export interface RuntimeVersion {
  readonly version: string;
  readonly oldest: number;
  readonly newest: number;
}

/** This runtime. */
export const thisRuntime: RuntimeVersion = { version: "0.1.0", oldest: 1, newest: 1 };

/**
 * Refuses the table of a module that was generated for another runtime. A table without a number is not checked: programs write
 * it for the runtime that they import.
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
