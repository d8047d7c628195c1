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
 * offered only if the finding is gone, there are no more errors, and fewer findings are left. A name is suggested even
 * where its edit uncovers other findings, as long as they are elsewhere. An edit that fails, or is not tried because
 * there are too many, is not mentioned at all. Costs nothing if no finding proposes an edit.
 */
export function tryAdvice(
  diagnostics: readonly Diagnostic[],
  { path, text }: TriedSource,
  plan: (text: string) => readonly Diagnostic[],
): readonly Diagnostic[] {
  if (diagnostics.every(({ draft }) => draft === undefined)) return diagnostics;
  let left = Math.max(3, Math.min(mostTrials, Math.floor(mostCharacters / (text.length + 1))));
  const tryEdits = (diagnostic: Diagnostic, edits: readonly Edit[]): Verdict => {
    if (left <= 0 || edits.some(({ span }) => span.file !== path)) return "fails";
    left--;
    return judge(plan(applyEdits(text, edits)), { diagnostics, diagnostic }, edits);
  };
  return diagnostics.map((diagnostic) => {
    const { draft, ...settled } = diagnostic;
    if (draft === undefined) return diagnostic;
    return { ...settled, ...wordsOf(draft, text, (edits) => tryEdits(diagnostic, edits)) };
  });
}

/** What an edit does: it reduces the findings, it only shows what was hidden by the finding, or it does not help. */
type Verdict = "reduces" | "uncovers" | "fails";

type Words = Pick<Diagnostic, "help" | "fix">;

/** Returns the help and the fix of a finding, without the edits that do not work. */
function wordsOf(draft: AnyFinding, text: string, tryEdits: (edits: readonly Edit[]) => Verdict): Words {
  const { rename, advice, fix } = draft;
  const works = (edits: readonly Edit[]): boolean => tryEdits(edits) === "reduces";
  if (rename !== undefined && "closest" in draft.params) {
    const tried = draft.params.closest.map((name) => ({ name, verdict: tryEdits([{ span: rename, text: name }]) }));
    const closest = tried.filter(({ verdict }) => verdict !== "fails").map(({ name }) => name);
    // The parameters are the same except for the names.
    const { help } = createDiagnostic({ ...draft, params: { ...draft.params, closest } } as AnyFinding);
    return { help, fix: tried.some(({ verdict }) => verdict === "reduces") ? fix : undefined };
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

function judge(after: readonly Diagnostic[], { diagnostics, diagnostic }: Before, edits: readonly Edit[]): Verdict {
  const isSame = ({ code, message }: Diagnostic): boolean => code === diagnostic.code && message === diagnostic.message;
  if (after.filter(isSame).length >= diagnostics.filter(isSame).length) return "fails";
  const [errors, before] = [countErrors(after), countErrors(diagnostics)];
  if (errors < before || (errors === before && after.length < diagnostics.length)) return "reduces";
  // A type decides what else a node may have: what does not go with a suggested type is no finding that was hidden.
  if (diagnostic.code === "node/unknown-type") return "fails";
  const known = new Set(diagnostics.map(({ code, message }) => `${code} ${message}`));
  const added = after.filter(({ code, message }) => !known.has(`${code} ${message}`));
  return added.some((finding) => edits.some((edit) => isAbout(finding, edit))) ? "fails" : "uncovers";
}

/** Whether a finding is at the place of an edit, or refers to it. */
function isAbout({ span, related }: Diagnostic, { span: { file, start }, text }: Edit): boolean {
  const end = start.offset + text.length;
  return [span, ...related.map((one) => one.span)].some(
    (at) => at.file === file && at.start.offset < end && start.offset < at.end.offset,
  );
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}
