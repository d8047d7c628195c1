import { renameFix } from "../diagnostics/rename-fix.js";
import { closestNames } from "../diagnostics/closest-names.js";
import { yamlText } from "../diagnostics/yaml-text.js";
import type { Advice } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import type { FlowAst, Located, NodeAst } from "../parse/flow-ast.js";
import { type GraphEdge, indexNodes, type ResolvedEdges } from "./facts/flow-graph.js";

/** The nodes that a LoopNode leads to. */
export interface LoopRoutes {
  readonly node: number;
  readonly body: number;
  readonly done: number | undefined;
}

/**
 * Resolves `body_route`, `loop_route` and `done_route` of the LoopNodes (SPEC 6). A `done_route` is an edge of the
 * graph even if `edges` does not contain it. The returned edges include it.
 */
export function resolveLoops(
  ast: FlowAst,
  { edges, arrivals }: ResolvedEdges,
  report: Report,
): { loops: LoopRoutes[]; edges: ResolvedEdges } {
  const indexOf = indexNodes(ast);
  const drawn = edges.map((list) => [...list]);
  const waits = arrivals.map((groups) => [...groups]);
  // An edge with an error may be the one that leads to the body.
  const isGraphFaulty = report.diagnostics.some(
    ({ code, severity }) => severity === "error" && code.startsWith("edge/"),
  );
  const loops = ast.nodes.flatMap((node, index) => {
    if (node.type.kind !== "loop") return [];
    checkLoopRoute(node, report);
    const successors = drawn[index] ?? [];
    const context = { ast, indexOf, report, node, successors };
    const done = resolveDone(context);
    if (done !== undefined && !successors.some(({ to }) => to === done.index)) {
      successors.push({ from: index, to: done.index, span: done.route.span });
      waits[done.index]?.push([{ node: index, span: done.route.span, targetSpan: done.route.span }]);
    }
    // If `done_route` has an error, the role of the other successors is unknown.
    if ((done === undefined && node.loop.done !== undefined) || isGraphFaulty) return [];
    const body = resolveBody(context, done?.index);
    if (body === undefined) return [];
    reportExtra(context, [body, done?.index]);
    return [{ node: index, body, done: done?.index }];
  });
  return { loops, edges: { edges: drawn, arrivals: waits } };
}

interface LoopContext {
  readonly ast: FlowAst;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly report: Report;
  readonly node: NodeAst;
  readonly successors: readonly GraphEdge[];
}

function checkLoopRoute({ id, loop }: NodeAst, report: Report): void {
  if (loop.loop === undefined || loop.loop.value === id.value) return;
  const params = { id: id.value, target: loop.loop.value };
  report.add({ code: "loop/other-loop-route", params, span: loop.loop.span });
}

function resolveDone({
  ast,
  indexOf,
  report,
  node,
}: LoopContext): { index: number; route: Located<string> } | undefined {
  const route = node.loop.done;
  if (route === undefined) return undefined;
  const index = indexOf.get(route.value);
  if (index !== undefined && ast.nodes[index] !== node) return { index, route };
  return reportRoute("done_route", route, { node, report, names: indexOf.keys() });
}

function resolveBody(
  { ast, indexOf, report, node, successors }: LoopContext,
  done: number | undefined,
): number | undefined {
  const others = successors.map(({ to }) => to).filter((to) => to !== done);
  const names = others.map((to) => ast.nodes[to]?.id.value ?? "");
  const id = node.id.value;
  const route = node.loop.body;
  if (route === undefined) {
    const [only, ...more] = others;
    if (only !== undefined && more.length === 0) return only;
    const trials = names.map((name) => routeTrial(node, [["body_route", name], ...restOf(node, name, names)]));
    report.add({
      code: "loop/body-unknown",
      params: { id, successors: names },
      span: node.id.span,
      advice: { trials: trials.slice(0, 3) },
    });
    return undefined;
  }
  const index = indexOf.get(route.value);
  if (index !== undefined && others.includes(index)) return index;
  return reportRoute("body_route", route, { node, report, names });
}

interface RouteFault {
  readonly node: NodeAst;
  readonly report: Report;
  readonly names: Iterable<string>;
}

function reportRoute(
  key: string,
  { value: target, span }: Located<string>,
  { node, report, names }: RouteFault,
): undefined {
  const closest = closestNames(target, names);
  const params = { id: node.id.value, key, target, closest };
  report.add({ code: "loop/body-not-successor", params, span, ...renameFix(target, closest, span) });
}

function reportExtra({ ast, report, node, successors }: LoopContext, used: readonly (number | undefined)[]): void {
  for (const { to, span } of successors) {
    if (used.includes(to)) continue;
    const params = { id: node.id.value, target: ast.nodes[to]?.id.value ?? "" };
    report.add({ code: "loop/extra-successor", params, span });
  }
}

/** If there are two successors, the one that is not the body runs when all items are done. */
function restOf({ loop }: NodeAst, body: string, names: readonly string[]): [string, string][] {
  const [other, ...more] = names.filter((name) => name !== body);
  return other === undefined || more.length > 0 || loop.done !== undefined ? [] : [["done_route", other]];
}

/** Returns advice to add keys to a LoopNode. */
function routeTrial({ id, type }: NodeAst, routes: readonly [string, string][]): Advice["trials"][number] {
  const entries = routes.map(([key, name]) => `${key}: ${yamlText(name)}`);
  const edits = entries.map((text) => ({ kind: "add-entry" as const, span: type.span, text }));
  return { help: `add ${entries.map((text) => `\`${text}\``).join(" and ")} to \`${id.value}\``, edits };
}
