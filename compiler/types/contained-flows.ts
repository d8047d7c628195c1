import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { calleeOf } from "./inexact-producer.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Reports a flow that runs itself through what a module of the user's own exports (SPEC 13). From file to file, `build` knows that.
 * Followed are re-exports, and what the value of a constant names; functions are not, since they may end a recursion.
 */
export function containedFlows(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop" || node.callable.kind !== "flow") return [];
  const at = calleeOf(scope, node.id);
  const own = scope.flow.plan.file;
  const way = at && wayTo(scope, at, own);
  if (way === undefined) return [];
  return [{ code: "flow/contains-itself", params: { files: [own, ...way] }, span: node.callable.span }];
}

/** What is exported, and the files on the way to it. */
interface Visit {
  readonly symbol: ts.Symbol;
  readonly files: readonly string[];
}

/** The files on the shortest way from what an identifier names to a flow; undefined if it does not lead there. */
function wayTo(scope: WiringScope, at: ts.Identifier, goal: string): readonly string[] | undefined {
  const start = symbolOf(scope, at);
  if (start === undefined) return undefined;
  const open: Visit[] = [{ symbol: start, files: [] }];
  const seen = new Set(open.map(({ symbol }) => symbol));
  for (const { symbol, files } of open) {
    for (const declaration of symbol.declarations ?? []) {
      const source = declaration.getSourceFile();
      const flow = scope.flowOf(source.fileName);
      const file = flow ?? scope.spanOf(declaration).file;
      const way = files.at(-1) === file ? files : [...files, file];
      if (flow === goal) return way;
      const named = flow === undefined ? valuesIn(scope, declaration) : childrenIn(scope, source);
      for (const next of named) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push({ symbol: next, files: way });
      }
    }
  }
  return undefined;
}

/** What an identifier stands for, through imports and re-exports. */
function symbolOf({ ts, checker }: WiringScope, at: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(at);
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

/** What the value of a constant, or of a default export, names. */
function valuesIn(scope: WiringScope, declaration: ts.Declaration): ts.Symbol[] {
  const { ts } = scope;
  if (declaration.getSourceFile().isDeclarationFile) return [];
  const value = ts.isVariableDeclaration(declaration)
    ? declaration.initializer
    : ts.isExportAssignment(declaration)
      ? declaration.expression
      : undefined;
  return value === undefined ? [] : namesIn(scope, value);
}

/** The flows that a generated module runs: the arguments of `childFlow`. */
function childrenIn(scope: WiringScope, source: ts.SourceFile): ts.Symbol[] {
  const { ts } = scope;
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    const isChild =
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "childFlow";
    if (isChild) found.push(...node.arguments.flatMap((argument) => symbolOf(scope, argument) ?? []));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function namesIn(scope: WiringScope, value: ts.Node): ts.Symbol[] {
  const { ts } = scope;
  if (ts.isIdentifier(value)) return [symbolOf(scope, value)].filter((symbol) => symbol !== undefined);
  const found: ts.Symbol[] = [];
  ts.forEachChild(value, (child) => void found.push(...namesIn(scope, child)));
  return found;
}
