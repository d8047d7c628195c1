import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { AnyFinding, Diagnostic, Edit } from "../diagnostics/diagnostic.js";
import { applyEdits } from "./apply-edits.js";
import { placeEdit } from "./place-edit.js";

/** Maximum length of all edited texts of one flow together, in characters. */
const mostCharacters = 200_000;
/** Maximum number of edits that are tried for one flow. */
const mostTrials = 20;

export interface TriedSource {
  readonly path: string;
  readonly text: string;
}

/**
 * Tries the edits that findings propose: applies each one to the text and plans the result, in memory. An edit is
 * offered only if the finding is gone, there are no more errors, and fewer findings are left. An edit that fails, or is
 * not tried because there are too many, is not mentioned at all. Costs nothing if no finding proposes an edit.
 */
export function tryAdvice(
  diagnostics: readonly Diagnostic[],
  { path, text }: TriedSource,
  plan: (text: string) => readonly Diagnostic[],
): readonly Diagnostic[] {
  if (diagnostics.every(({ draft }) => draft === undefined)) return diagnostics;
  let left = Math.max(3, Math.min(mostTrials, Math.floor(mostCharacters / (text.length + 1))));
  const works = (diagnostic: Diagnostic, edits: readonly Edit[]): boolean => {
    if (left <= 0 || edits.some(({ span }) => span.file !== path)) return false;
    left--;
    return isBetter(plan(applyEdits(text, edits)), { diagnostics, diagnostic });
  };
  return diagnostics.map((diagnostic) => {
    const { draft, ...settled } = diagnostic;
    if (draft === undefined) return diagnostic;
    return { ...settled, ...wordsOf(draft, text, (edits) => works(diagnostic, edits)) };
  });
}

type Words = Pick<Diagnostic, "help" | "fix">;

/** Returns the help and the fix of a finding, without the edits that do not work. */
function wordsOf(draft: AnyFinding, text: string, works: (edits: readonly Edit[]) => boolean): Words {
  const { rename, advice, fix } = draft;
  if (rename !== undefined && "closest" in draft.params) {
    const closest = draft.params.closest.filter((name) => works([{ span: rename, text: name }]));
    // The parameters are the same except for the names.
    const { help } = createDiagnostic({ ...draft, params: { ...draft.params, closest } } as AnyFinding);
    return { help, fix: closest.length > 0 ? fix : undefined };
  }
  const { help } = createDiagnostic(draft);
  const offered = fix !== undefined && works(fix.edits) ? fix : undefined;
  for (const trial of advice?.trials ?? []) {
    const edits = trial.edits.map((edit) => placeEdit(edit, text));
    if (!edits.every((edit) => edit !== undefined) || !works(edits)) continue;
    const { title } = trial;
    return { help: trial.help ?? help, fix: title === undefined ? offered : { title, edits } };
  }
  return { help, fix: offered };
}

interface Before {
  readonly diagnostics: readonly Diagnostic[];
  readonly diagnostic: Diagnostic;
}

function isBetter(after: readonly Diagnostic[], { diagnostics, diagnostic }: Before): boolean {
  const isSame = ({ code, message }: Diagnostic): boolean => code === diagnostic.code && message === diagnostic.message;
  if (after.filter(isSame).length >= diagnostics.filter(isSame).length) return false;
  const [errors, before] = [countErrors(after), countErrors(diagnostics)];
  return errors < before || (errors === before && after.length < diagnostics.length);
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}
