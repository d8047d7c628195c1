import type { GrammarError } from "../../grammar/grammar-error.js";
import { scopes } from "../../grammar/words.js";
import { isCloseName } from "../diagnostics/close-name.js";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Advice, Trial } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../load/document.js";

/** What people call the scopes. */
const aliases: Readonly<Record<string, string>> = {
  context: "ctx",
  payloads: "payload",
  join: "joins",
  environment: "env",
};

/**
 * Proposes what an expression with an error probably means: a scope that is spelled right, a notation of flowc for one
 * of another language, or the text itself.
 */
export function expressionAdvice(error: GrammarError, scalar: ScalarNode): Advice | undefined {
  const text = String(scalar.value);
  const trials = [...scopeTrials(error, scalar), ...notationTrials(text, scalar), ...textTrials(text, scalar)];
  return trials.length === 0 ? undefined : { trials };
}

function scopeTrials(error: GrammarError, scalar: ScalarNode): Trial[] {
  if (error.code !== "expression/unknown-scope") return [];
  const { found } = error.params;
  const name = found.replace(/^\$/u, "");
  const alias = Object.hasOwn(aliases, name.toLowerCase()) ? aliases[name.toLowerCase()] : undefined;
  const close = [...new Set([...closestNames(name, scopes), ...scopes.filter((scope) => isCloseName(name, scope))])];
  return (alias === undefined ? close : [alias]).map((scope) => {
    const meant = found.startsWith("$") ? `$${scope}` : scope;
    const title = isCloseName(name, scope) ? { title: `Replace \`${found}\` with \`${meant}\`` } : {};
    const edits = [{ kind: "replace" as const, span: scalar.spanOf(error.range), text: meant }];
    return { help: `did you mean \`${meant}\`?`, ...title, edits };
  });
}

/** `${ctx.a}`, `$ctx.a || 1` and `$ctx.a?.b`, in the notation of flowc. */
function notationTrials(text: string, scalar: ScalarNode): Trial[] {
  const whole = /^\s*\$\{\s*\$?(?<path>[^{}]+?)\s*\}\s*$/u.exec(text)?.groups?.["path"];
  const meant =
    whole === undefined
      ? text
          .replaceAll(/\$\{\s*\$?([^{}]+?)\s*\}/gu, (_, path: string) => `{{ $${path} }}`)
          .replaceAll("||", "??")
          .replaceAll("?.", ".")
      : `$${whole}`;
  return meant === text ? [] : [writing(meant, scalar)];
}

/** A text that only looks like an expression, since its first word is `ctx`, `payload`, `joins` or `env`. */
function textTrials(text: string, scalar: ScalarNode): Trial[] {
  if (text.trimStart().startsWith("$") || text.includes("{{")) return [];
  return [
    {
      ...writing(`{{ ${JSON.stringify(text)} }}`, scalar),
      help: `if it is text, write \`{{ ${JSON.stringify(text)} }}\``,
    },
  ];
}

function writing(text: string, scalar: ScalarNode): Trial {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return { help: `write \`${text.trim()}\``, edits: [{ kind: "replace", span: scalar.span, text: quoted }] };
}
