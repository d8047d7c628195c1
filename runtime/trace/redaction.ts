/** Which values a record leaves out. */
export interface Redaction {
  /** Whether the value at a path is left out. */
  hides(path: readonly string[]): boolean;
  /** The text, with `***` in place of each secret. */
  withoutSecrets(text: string): string;
  /** Whether a number is a secret, or has one in its digits. */
  hidesNumber(value: number): boolean;
}

/** Shorter secrets are only replaced where no letter or digit is next to them: they would be found in many words by chance. */
const shortest = 4;

/**
 * What the options `redact` and `secrets` of a recorder say.
 *
 * @param paths such as `$ctx.customer.mail`, `$payload.login.token`, `$ctx.list[0]["a key"]` or `**.password`; `*` is any one key, `**` any number of them
 * @param secrets texts that appear in no line
 * @throws TypeError if something is not a path, or one that no value has
 */
export function redactionOf(paths: readonly string[], secrets: readonly string[]): Redaction {
  const patterns = paths.map(patternOf);
  const known = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const searched = known.map((secret) => (secret.length < shortest ? wordOf(secret) : secret));
  const numbers = new Set(secrets.filter((secret) => secret.trim() !== "").map(Number));
  const withoutSecrets = (text: string): string => {
    if (known.includes(text)) return "***";
    let clean = text;
    for (const secret of searched) clean = clean.replaceAll(secret, "***");
    return clean;
  };
  return {
    hides: (path) => patterns.some((pattern) => matches(pattern, path)),
    withoutSecrets,
    hidesNumber: (value) => numbers.has(value) || withoutSecrets(String(value)) !== String(value),
  };
}

/** Finds a short secret where it is a word of its own. */
function wordOf(secret: string): RegExp {
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu");
}

/** A secret, and how it appears in JSON and in addresses. */
function formsOf(secret: string): readonly string[] {
  if (secret === "") return [];
  const forms = [secret, JSON.stringify(secret).slice(1, -1)];
  try {
    return [...forms, encodeURIComponent(secret)];
  } catch {
    // Half of a surrogate pair has no place in an address.
    return forms;
  }
}

/** What the paths of recorded values begin with. */
const roots = new Set(["ctx", "payload", "input", "error", "routes", "*", "**"]);

/** A step of a path, with the separator in front of it: `.key`, `[0]` or `["quoted key"]`. */
const step = /\.([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;

/**
 * The keys of a path, or undefined if it is not one that a recorded value can have. `password` alone is none: it would leave out nothing.
 */
export function redactedKeys(path: string): readonly string[] | undefined {
  const text = `.${path.trim().replace(/^\$/, "")}`;
  const steps = [...text.matchAll(step)];
  if (steps.map(([whole]) => whole).join("") !== text) return undefined;
  const keys = steps.map(([, key, position, quoted]) => key ?? position ?? unquoted(quoted));
  return roots.has(keys[0] ?? "") ? keys : undefined;
}

function unquoted(text = ""): string {
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}

function patternOf(path: string): readonly string[] {
  const keys = redactedKeys(path);
  if (keys === undefined)
    throw new TypeError(`\`${path}\` is not a path such as \`$ctx.customer.mail\` or \`**.password\``);
  return keys;
}

function matches([key, ...rest]: readonly string[], path: readonly string[]): boolean {
  if (key === undefined) return path.length === 0;
  if (key === "**") return matches(rest, path) || (path.length > 0 && matches([key, ...rest], path.slice(1)));
  return path.length > 0 && (key === "*" || key === path[0]) && matches(rest, path.slice(1));
}
