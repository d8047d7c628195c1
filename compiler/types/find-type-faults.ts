import type { ts } from "ts-morph";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { AnyFinding, Diagnostic } from "../diagnostics/diagnostic.js";
import type { Mapping } from "../emit/emitted-module.js";
import { conditionFaults } from "./condition-fault.js";
import { configFaults } from "./config-fault.js";
import { containedFlows } from "./contained-flows.js";
import { flowFaults } from "./flow-faults.js";
import { foundCallableFaults } from "./found-callable-fault.js";
import { importFaults, onlyTypeFault } from "./import-fault.js";
import { nodeAt } from "./inexact-producer.js";
import { inheritedReads } from "./inherited-read.js";
import { instanceFaults } from "./instance-fault.js";
import { itemsFaults } from "./items-fault.js";
import { neededContexts } from "./needed-contexts.js";
import { payloadFaults } from "./payload-fault.js";
import { readFaults } from "./read-fault.js";
import { outputPart } from "./reading-part.js";
import { resultFaults, schemaFaults, valueAsType, valueAsTypeFaults } from "./result-fault.js";
import { routeFaults } from "./route-fault.js";
import { typeWarnings } from "./type-warnings.js";
import { unsentResults } from "./unsent-result.js";
import { undoFaults } from "./undo-fault.js";
import { undeclaredRouters } from "./undeclared-router.js";
import {
  enclosing,
  type Findings,
  type MappedFault,
  type TypeWorld,
  type WiredFlow,
  type WiringScope,
  wiringScope,
} from "./wiring-scope.js";
import { writeFaults } from "./write-fault.js";

/** Errors about circular types. TypeScript cannot infer these, but the flow is not at fault. */
const circularCodes: ReadonlySet<number> = new Set([2456, 2502, 2577, 2615, 7022, 7023, 7024]);

/** Errors of imports that are harmless: an unused name, a module without types (of Node itself: 2580, 2591). */
const harmlessCodes: ReadonlySet<number> = new Set([6133, 6192, 6196, 7016, 2580, 2591]);

/**
 * Returns what the user's own types say about a flow's wiring (SPEC 10), in the user's words, at places in the flow
 * file and in file order. Never mentions the generated module.
 */
export function findTypeFaults(world: TypeWorld, flow: WiredFlow): Diagnostic[] {
  const scope = wiringScope(world, flow);
  const routers = flow.plan.nodes.flatMap((node) => [
    ...undeclaredRouters(scope, node),
    ...instanceFaults(scope, node),
  ]);
  const unsent = flow.plan.nodes.flatMap((node) => [
    ...flowFaults(scope, node),
    ...containedFlows(scope, node),
    ...unsentResults(scope, node),
    ...neededContexts(scope, node),
  ]);
  const located = [...routers, ...unsent, ...flow.diagnostics.flatMap((diagnostic) => findingsOf(scope, diagnostic))];
  // An error of the module as a whole is only a consequence if there is an error at some place.
  const faults = located.length > 0 ? located : flow.diagnostics.flatMap((diagnostic) => unmapped(scope, diagnostic));
  const output = outputPart(flow.plan);
  const ofOutput = output === undefined ? [] : inheritedReads(scope, output);
  const found = flow.plan.nodes
    .flatMap((node) => typeWarnings(scope, node))
    .concat(ofOutput)
    .concat(faults)
    .filter((one) => !isExplained(one, faults));
  return distinct(found.map(createDiagnostic)).sort((one, other) => one.span.start.offset - other.span.start.offset);
}

/**
 * Whether a finding is only a consequence of errors: an alternative is never taken because its condition has one, a comparison fails
 * because it reads a key that there is not, or what comes back changes with each pass because something does not fit.
 */
function isExplained({ code, params, span }: AnyFinding, faults: Findings): boolean {
  if (code === "types/unknowable" && params.reason === "circular") return faults.length > 0;
  const isInside = (inner: AnyFinding["span"]): boolean =>
    span.start.offset <= inner.start.offset && inner.end.offset <= span.end.offset;
  const explains = ({ code: of, span: inner }: AnyFinding): boolean => {
    if (of === "types/read") return isInside(inner);
    return of === "types/condition" && code === "types/never-taken" && isInside(inner);
  };
  return (code === "types/never-taken" || code === "types/condition") && faults.some(explains);
}

function findingsOf(scope: WiringScope, diagnostic: ts.Diagnostic): Findings {
  const mapping = mappingAt(scope, diagnostic.start ?? 0);
  const node = mapping?.node === undefined ? undefined : scope.nodes.get(mapping.node);
  if (circularCodes.has(diagnostic.code)) return circular(scope, node?.id);
  if (diagnostic.code === valueAsType) return valueAsTypeFaults(scope, diagnostic);
  if (mapping === undefined) return importOf(scope, diagnostic);
  if (mapping.what === "import") return importFaults(scope, mapping, diagnostic);
  const fault: MappedFault = { mapping, diagnostic, at: nodeAt(scope, diagnostic.start ?? 0) };
  if (mapping.what === "schema") return schemaFaults(scope, fault);
  if (node === undefined) return outputFaults(scope, fault);
  const onlyType = onlyTypeFault(node, diagnostic);
  if (onlyType !== undefined) return [onlyType];
  return faultsOfPart(scope, node, fault);
}

/** Errors in the output of the flow, which is no node. */
function outputFaults(scope: WiringScope, fault: MappedFault): Findings {
  const output = fault.mapping.node === "" ? outputPart(scope.flow.plan) : undefined;
  if (output === undefined) return [];
  return fault.mapping.what === "condition" ? conditionFaults(scope, output, fault) : readFaults(scope, output, fault);
}

function faultsOfPart(
  scope: WiringScope,
  node: WiringScope["flow"]["plan"]["nodes"][number],
  fault: MappedFault,
): Findings {
  switch (fault.mapping.what) {
    case "items":
      return node.kind === "loop" ? itemsFaults(scope, node, fault) : [];
    case "read":
    case "read-key": {
      const faults = readFaults(scope, node, fault);
      return faults.length > 0 ? faults : foundCallableFaults(scope, node, fault);
    }
    case "write":
    case "write-key":
      return writeFaults(scope, node, fault);
    case "config":
      return configFaults(scope, node, fault);
    case "routes":
      return routeFaults(scope, node, fault);
    case "result":
      return node.kind === "function" ? resultFaults(scope, node, fault) : [];
    case "undo":
      return node.kind === "function" ? undoFaults(scope, node, fault) : [];
    case "condition":
      return conditionFaults(scope, node, fault);
    case "call":
      return foundCallableFaults(scope, node, fault);
    default:
      return payloadFaults(scope, node, fault);
  }
}

/** Assigns an error at an import's module specifier to the first name that the import brings in for the flow. */
function importOf(scope: WiringScope, diagnostic: ts.Diagnostic): Findings {
  const declaration = enclosing(nodeAt(scope, diagnostic.start ?? 0), scope.ts.isImportDeclaration);
  if (declaration === undefined) return [];
  const inside = scope.flow.module.mappings.find(({ what, start, end }) => {
    return what === "import" && declaration.pos <= start && end <= declaration.end;
  });
  return inside === undefined ? [] : importFaults(scope, inside, diagnostic);
}

/** Returns the innermost part of the module at an offset that is mapped to a place in the flow file. */
function mappingAt({ flow }: WiringScope, offset: number): Mapping | undefined {
  return flow.module.mappings
    .filter(({ start, end }) => start <= offset && offset < end)
    .reduce<Mapping | undefined>((best, one) => {
      return best === undefined || one.end - one.start <= best.end - best.start ? one : best;
    }, undefined);
}

function circular({ flow }: WiringScope, id: string | undefined): Findings {
  const node = flow.plan.nodes.find((one) => one.id === id);
  if (node === undefined) return [];
  return [{ code: "types/unknowable", params: { callable: node.id, reason: "circular" }, span: node.span }];
}

/** Reports an error of the module as a whole, which belongs to no part of the flow. */
function unmapped({ flow }: WiringScope, { code }: ts.Diagnostic): Findings {
  if (harmlessCodes.has(code) || circularCodes.has(code)) return [];
  const entry = flow.plan.nodes.find(({ id }) => id === flow.plan.entry);
  return [{ code: "types/mismatch", params: { callable: flow.plan.name }, span: entry?.span ?? flow.plan.span }];
}

function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, span, message } = diagnostic;
    // The faults of a loop's list count as one: a key that does not exist is not a list either.
    const what = code === "types/items" ? "" : message;
    const key = JSON.stringify([code, span.start.offset, span.end.offset, what]);
    if (!found.has(key)) found.set(key, diagnostic);
  }
  return [...found.values()];
}
