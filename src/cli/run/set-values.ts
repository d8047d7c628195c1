import { parseTarget } from "../../../grammar/index.js";
import { place } from "../../../runtime/index.js";
import { parseJson } from "../../base/parse-json.js";
import { failure, success, type Outcome } from "../../base/usage-error.js";

/**
 * Sets values below an object, as `--set` and `--input-set` state them: `customer.name=Ann`. Paths are spelled as below `$ctx`
 * (SPEC 3); a value in the way of a path is replaced. A value is JSON, or otherwise the text as it is.
 *
 * @param option the name of the option, for errors
 */
export function setValues(root: object, settings: readonly string[], option: string): Outcome<void> {
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const keys = at <= 0 ? undefined : keysOf(setting.slice(0, at));
    if (keys === undefined) {
      return failure({
        message: `\`${option} ${setting}\` is not \`path=value\``,
        help: `Write it as \`${option} customer.name=Ann\`. A key with other characters is quoted: \`${option} 'customer["first name"]=Ann'\`.`,
      });
    }
    const text = setting.slice(at + 1);
    const parsed = parseJson(text);
    const list = set(root as Record<string, unknown>, keys, parsed.ok ? parsed.value : text);
    if (list !== undefined) {
      return failure({
        message: `\`${option} ${setting}\` names no element of a list of ${list.length}`,
        help: `An element is named by its position, from 0; ${list.length} adds one at the end.`,
      });
    }
  }
  return success(undefined);
}

function keysOf(path: string): readonly string[] | undefined {
  // Paths start below the context or the input: `$payload.x` is a mistake, not a key.
  if (path.startsWith("$")) return undefined;
  const { ast } = parseTarget(path.startsWith("[") ? `ctx${path}` : `ctx.${path}`);
  return ast?.scope === "ctx" ? ast.path.map(({ value }) => String(value)) : undefined;
}

/** Returns the list that a key leads past, and sets nothing then. */
function set(root: Record<string, unknown>, keys: readonly string[], value: unknown): readonly unknown[] | undefined {
  let holder = root;
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(holder) && !isPosition(key, holder)) return holder;
    if (at + 1 < keys.length) holder = place(holder, key) as Record<string, unknown>;
    else holder[key] = value;
  }
  return undefined;
}

function isPosition(key: string, list: readonly unknown[]): boolean {
  return /^(?:0|[1-9]\d*)$/u.test(key) && Number(key) <= list.length;
}
