/** Which values a record leaves out. */
export interface Redaction {
  /** Whether the value at a path is left out. */
  hides(path: readonly string[]): boolean;
  /** The text, with `***` in place of each secret. */
  withoutSecrets(text: string): string;
}

/** Shorter secrets are only replaced if they are the whole text: they would be found in many others by chance. */
const shortest = 4;

/**
 * What the options `redact` and `secrets` of a recorder say.
 *
 * @param paths such as `$ctx.customer.mail`, `$payload.login.token` or `**.password`; `*` is any one key, `**` any number of them
 * @param secrets texts that appear in no line
 * @throws TypeError if a path is empty
 */
export function redactionOf(paths: readonly string[], secrets: readonly string[]): Redaction {
  const patterns = paths.map(patternOf);
  const known = secrets.filter((secret) => secret !== "").sort((a, b) => b.length - a.length);
  return {
    hides: (path) => patterns.some((pattern) => matches(pattern, path)),
    withoutSecrets(text) {
      if (known.includes(text)) return "***";
      let clean = text;
      for (const secret of known) if (secret.length >= shortest) clean = clean.replaceAll(secret, "***");
      return clean;
    },
  };
}

function patternOf(path: string): readonly string[] {
  const keys = path.trim().replace(/^\$/, "").split(".");
  if (keys.includes(""))
    throw new TypeError(`\`${path}\` is not a path such as \`$ctx.customer.mail\` or \`**.password\``);
  return keys;
}

function matches([key, ...rest]: readonly string[], path: readonly string[]): boolean {
  if (key === undefined) return path.length === 0;
  if (key === "**") return matches(rest, path) || (path.length > 0 && matches([key, ...rest], path.slice(1)));
  return path.length > 0 && (key === "*" || key === path[0]) && matches(rest, path.slice(1));
}
