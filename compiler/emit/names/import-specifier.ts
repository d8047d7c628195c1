import { scriptPathOf } from "../../module-path.js";
import type { ModulePlan } from "../../plan.js";

export type ImportExtension = "js" | "ts" | "none";

/** Returns the specifier with which a module at `from` imports a module: `../ops.js`, or a bare specifier unchanged. */
export function importSpecifier(module: ModulePlan, from: string, extension: ImportExtension): string {
  if (module.kind === "bare") return module.specifier;
  const path = withExtension(module.path, extension);
  return path.startsWith("/") || /^[A-Za-z]:\//u.test(path) ? path : relativePath(from, path);
}

function withExtension(path: string, extension: ImportExtension): string {
  if (extension === "ts") return scriptPathOf(path);
  const found = /(\.d)?\.([cm]?)[jt]s(x?)$/u.exec(path);
  if (found === null) return path;
  const [ending, , kind = "", jsx = ""] = found;
  const stem = path.slice(0, -ending.length);
  // `.mjs` and `.cjs` are never omitted, since no module resolution adds them.
  if (kind !== "") return `${stem}.${kind}js`;
  if (extension === "none") return stem;
  return `${stem}.${ending === ".jsx" ? `js${jsx}` : "js"}`;
}

function relativePath(from: string, to: string): string {
  const folders = from.split("/").slice(0, -1).filter(isStep);
  const steps = to.split("/").filter(isStep);
  let shared = 0;
  while (shared < folders.length && shared < steps.length - 1 && folders[shared] === steps[shared]) shared++;
  const up = "../".repeat(folders.length - shared);
  return `${up === "" ? "./" : up}${steps.slice(shared).join("/")}`;
}

function isStep(step: string): boolean {
  return step !== "." && step !== "";
}
