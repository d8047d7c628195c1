import * as fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { dataObject } from "../../compiler/data-value.js";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { isGenerated } from "../../compiler/emit/generated-mark.js";
import { textWidth } from "../../compiler/emit/print/text-width.js";
import type { FlowPlan, NodePlan, PolicyPlan } from "../../compiler/plan.js";
import { drawnRuns } from "../drawn-runs.js";
import { randomPlan } from "./random-plan.js";

/** The value of an expression without calls. Functions and names are left out. */
function valueOf(node: ts.Expression): unknown {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node)) return -Number(valueOf(node.operand));
  if (ts.isSatisfiesExpression(node)) return valueOf(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isIdentifier(node) && node.text.endsWith("Support")) return node.text;
  if (ts.isIdentifier(node)) return node.text === "NaN" ? NaN : node.text === "Infinity" ? Infinity : undefined;
  if (ts.isArrowFunction(node)) return keyOfStore(node.getText());
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === "runtime") return node.name.text;
  return ts.isObjectLiteralExpression(node) ? objectOf(node) : undefined;
}

/** The key under which a store keeps its value; undefined for other functions. */
function keyOfStore(text: string): unknown {
  const [, target] = /^\(to, value\) =>\s+\((to.*) = value\)$/su.exec(text) ?? [];
  if (target === undefined) return undefined;
  const [statement] = ts.createSourceFile("target.ts", target, ts.ScriptTarget.ESNext, true).statements;
  const place = statement !== undefined && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (place !== undefined && ts.isPropertyAccessExpression(place)) return place.name.text;
  return place !== undefined && ts.isElementAccessExpression(place) ? valueOf(place.argumentExpression) : undefined;
}

function objectOf(node: ts.ObjectLiteralExpression): object {
  const entries = node.properties.flatMap((property) => {
    // `nodes,` and `stores,` refer to constants, which are checked separately.
    if (ts.isShorthandPropertyAssignment(property) && /^(?:nodes|stores)$/u.test(property.name.text)) return [];
    if (!ts.isPropertyAssignment(property)) throw new Error(`unexpected ${property.getText()}`);
    const value = valueOf(property.initializer);
    return value === undefined ? [] : [[keyOf(property.name), value] as const];
  });
  return Object.fromEntries(entries);
}

function keyOf(name: ts.PropertyName): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name) && ts.isStringLiteral(name.expression)) return name.expression.text;
  throw new Error(`unexpected key ${name.getText()}`);
}

/** The parts of a node's entry that are not functions. */
function expectedEntry(node: NodePlan): object {
  const called = node.kind === "loop" ? undefined : node;
  const next = node.successors.map(({ id }) => id);
  return withoutAbsent({
    id: node.id,
    name: node.name,
    at: `${node.span.start.line}:${node.span.start.column}`,
    describe: node.describe,
    kind: node.kind === "function" ? undefined : node.kind,
    context: called?.contextAccess === true ? true : undefined,
    config:
      called?.callable.kind === "imported"
        ? called.callable.config && dataObject(called.callable.config.value)
        : undefined,
    next: node.kind === "loop" || next.length === 0 ? undefined : next,
    joins: node.arrival.length > 1 ? node.arrival : undefined,
    policy: expectedPolicy(node.policy),
    ...(node.kind === "loop" && {
      body: node.body,
      done: node.done,
      collect: node.collect,
      enumerate: node.enumerate || undefined,
      concurrency: node.concurrency,
    }),
  });
}

function expectedPolicy(policy: PolicyPlan | undefined): object | undefined {
  if (policy === undefined) return undefined;
  return withoutAbsent({
    ...policy,
    retry: policy.retry === undefined ? undefined : withoutAbsent({ ...policy.retry }),
  });
}

function withoutAbsent(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

function parse(text: string): ts.SourceFile {
  const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.ESNext, true);
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  return file;
}

function kindsOf(file: ts.SourceFile): string[] {
  return file.statements.map((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return `interface ${statement.name.text}`;
    return ts.SyntaxKind[statement.kind];
  });
}

function constantOf(file: ts.SourceFile, name: string): ts.Expression | undefined {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find((declaration) => declaration.name.getText() === name)?.initializer;
}

/** A constant of the module that is a list, as plain data. */
function listOf(file: ts.SourceFile, name: string): unknown {
  const list = constantOf(file, name);
  return list === undefined ? undefined : valueOf(list);
}

function tableOf(file: ts.SourceFile): ts.ObjectLiteralExpression {
  const call = file.statements.filter(ts.isVariableStatement).at(-1)?.declarationList.declarations[0]?.initializer;
  const table = call !== undefined && ts.isCallExpression(call) ? call.arguments[0] : undefined;
  if (table === undefined || !ts.isObjectLiteralExpression(table)) throw new Error("no table");
  return table;
}

function expectedTable(plan: FlowPlan): object {
  return withoutAbsent({
    format: expectedFormat(plan),
    name: plan.name,
    source: plan.file,
    description: plan.description,
    entry: plan.entry,
    cycles: plan.cycles.length > 0 ? plan.cycles : undefined,
    policy: expectedPolicy(plan.policy),
    concurrency: plan.concurrency,
    maxSteps: plan.maxSteps,
    // Its values are names of imports, which are no data.
    schemas: hasSchema(plan) ? {} : undefined,
    uses: expectedUses(plan),
  });
}

/** A cycle whose header is a member of another cycle needs a runtime that supports this, and so does a loop with a limit. */
function expectedFormat({ cycles, nodes }: FlowPlan): number {
  if (nodes.some(isLimited)) return 4;
  const isNested = cycles.some((outer) =>
    cycles.some(({ header }) => header !== outer.header && outer.members.includes(header)),
  );
  return isNested ? 2 : 1;
}

/** The key under which each node's results are kept, if its id is not too long. */
function expectedStores({ nodes }: FlowPlan): unknown[] | undefined {
  if (nodes.length === 1) return undefined;
  return nodes.map(({ id }) => (textWidth(id) <= 48 ? id : undefined));
}

function isLimited(node: NodePlan): boolean {
  return node.kind === "loop" && node.concurrency !== undefined;
}

function expectedUses({ policy, nodes, cycles, input, context }: FlowPlan): string[] | undefined {
  const policies = [policy, ...nodes.map((node) => node.policy)];
  const names: string[] = [];
  if (nodes.some((node) => node.kind === "loop" || node.successors.length > 1)) names.push("concurrencySupport");
  if (cycles.length > 0) names.push("cycleSupport");
  if (policies.some((one) => typeof one?.onError === "object")) names.push("gotoSupport");
  if (nodes.some(({ arrival }) => arrival.length > 1)) names.push("joinSupport");
  if (nodes.some(isLimited)) names.push("limitSupport");
  if (nodes.some(({ kind }) => kind === "loop")) names.push("loopSupport");
  if (policies.some((one) => one !== undefined && (one.retry ?? one.timeout) !== undefined))
    names.push("policySupport");
  if (nodes.some(({ kind }) => kind === "router")) names.push("routerSupport");
  if (hasSchema({ input, context })) names.push("schemaSupport");
  return names.length === 0 ? undefined : names;
}

function hasSchema({ input, context }: Pick<FlowPlan, "input" | "context">): boolean {
  return input?.kind === "schema" || context?.kind === "schema";
}

test("no text of a plan escapes from its place", () => {
  const property = fc.property(fc.gen(), (g) => {
    const plan = randomPlan(g);
    const { text } = emitModule(plan, { path: "flows/some.flow.ts", importExtension: "js" });
    const file = parse(text);
    const kinds = kindsOf(file).join(" ");
    expect(kinds).toMatch(
      /^(ImportDeclaration )+interface Payloads (interface \w+Pass ){0,3}(interface Callables )?(TypeAliasDeclaration ){2,6}interface \S+Nodes TypeAliasDeclaration ((FirstStatement|VariableStatement) ){2,3}ExportAssignment$/u,
    );
    expect(valueOf(tableOf(file))).toEqual(expectedTable(plan));
    expect(listOf(file, "nodes")).toEqual(plan.nodes.map(expectedEntry));
    expect(listOf(file, "stores")).toEqual(expectedStores(plan));
    expect(isGenerated(text)).toBe(true);
  });
  fc.assert(property, { numRuns: drawnRuns({ short: 100, long: 300 }) });
}, 120_000);

test("every mapping is within the text, and each part of a read maps to its key", () => {
  const property = fc.property(fc.gen(), (g) => {
    const { text, mappings } = emitModule(randomPlan(g), { path: "a.flow.ts", importExtension: "ts" });
    for (const { start, end } of mappings) {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    for (const { start, end } of mappings.filter(({ what }) => what === "read-key")) {
      expect(text.slice(start, end)).toMatch(/^(\d+|"[^]*"|'[^]*')$/u);
    }
  });
  fc.assert(property, { numRuns: 100 });
});

test("the same plan gives the same module", () => {
  const property = fc.property(fc.gen(), (g) => {
    const plan = randomPlan(g);
    const options = { path: "flows/some.flow.ts", importExtension: "none" } as const;
    expect(emitModule(structuredClone(plan), options)).toEqual(emitModule(plan, options));
  });
  fc.assert(property, { numRuns: 50 });
});
