import { readFileSync } from "node:fs";
import type { ModuleExports, ResolvedModule } from "../../compiler/host.js";
import type { Overlays } from "./disk.js";
import type { DiskNotes, Kept } from "./disk-notes.js";
import { stampOfFile } from "./disk-state.js";
import { textHash } from "../base/text-hash.js";
import { whyUnreadable } from "../base/describe-failure.js";
import { readExports, unreadExports, type ExportTable, type PassedOn } from "./read-exports.js";

/** Reads the exports of source modules, including the ones that they re-export. */
export interface ModuleExportsReader {
  /** @param file absolute path */
  exportsOf(file: string): ModuleExports;
  /** Drops everything that was read. Call it when files were added, removed or changed. */
  forget(): void;
}

/**
 * @param resolve finds a module and returns the absolute path of a source; `from` is absolute
 * @param overlays unsaved texts, which replace those on disk
 * @param notes receives what each answer depends on
 */
export function createModuleExportsReader(
  resolve: (specifier: string, from: string) => ResolvedModule,
  { notes, overlays }: { readonly notes: DiskNotes; readonly overlays: Overlays },
): ModuleExportsReader {
  const collected = new Map<string, Kept<ModuleExports>>();
  const tables = new Map<string, Kept<ExportTable>>();
  const tableOf = (file: string): ExportTable =>
    notes.keep(tables, file, () => {
      const stamp = overlays(file) === undefined ? stampOfFile(file) : "";
      const { table, hash } = readTable(file, overlays);
      notes.add({ what: "text", path: file, found: hash, stamp });
      return table;
    });
  return {
    exportsOf: (file) =>
      notes.keep(collected, file, () =>
        collect(file, { tableOf, resolve, open: new Set(), complete: new Map(), cycles: 0 }),
      ),
    forget: () => {
      collected.clear();
      tables.clear();
    },
  };
}

interface Collecting {
  readonly tableOf: (file: string) => ExportTable;
  readonly resolve: (specifier: string, from: string) => ResolvedModule;
  /** Modules whose exports are being collected; a cycle of re-exports does not enter them again. */
  readonly open: Set<string>;
  /** Exports collected without returning to an open module: they are valid everywhere. */
  readonly complete: Map<string, ModuleExports>;
  /** How often the collection returned to an open module. */
  cycles: number;
}

function collect(file: string, collecting: Collecting): ModuleExports {
  const table = collecting.tableOf(file);
  const cyclesBefore = collecting.cycles;
  const values = new Set<string>();
  const types = new Set<string>();
  const routing = new Set<string>();
  const variables = new Set<string>();
  let isOpen = table.isOpen;
  const add = (name: string, kind: ExportKind): void => {
    (kind === "type" ? types : values).add(name);
    if (kind === "routing") routing.add(name);
    if (kind === "variable") variables.add(name);
  };
  collecting.open.add(file);
  for (const { name, isType, isVariable, isRoutingClass } of table.local) {
    add(name, isType ? "type" : isRoutingClass ? "routing" : isVariable ? "variable" : "value");
  }
  for (const passedOn of table.passedOn) {
    const kind = kindOfPassedOn(passedOn, file, collecting);
    if (kind) add(passedOn.name, kind);
  }
  for (const { specifier, isType } of table.stars) {
    const exports = exportsBehind(specifier, file, collecting);
    if (exports === "cycle") continue;
    if (exports === "unknown" || exports.isOpen) isOpen = true;
    if (exports === "unknown") continue;
    for (const name of [...exports.values, ...exports.types]) {
      const kind = isType ? "type" : kindOf(name, exports);
      if (kind && name !== "default") add(name, kind);
    }
  }
  collecting.open.delete(file);
  const onlyTypes = [...types].filter((name) => !values.has(name));
  const exports: ModuleExports = {
    values: [...values],
    types: onlyTypes,
    variables: [...variables],
    routingClasses: [...routing],
    isOpen,
    syntaxError: table.syntaxError,
  };
  if (collecting.cycles === cyclesBefore) collecting.complete.set(file, exports);
  return exports;
}

type ExportKind = "value" | "variable" | "routing" | "type";

function kindOfPassedOn(passedOn: PassedOn, file: string, collecting: Collecting): ExportKind | undefined {
  if (passedOn.isType) return "type";
  if (passedOn.imported === undefined) return "value";
  const exports = exportsBehind(passedOn.specifier, file, collecting);
  return exports === "cycle" || exports === "unknown" ? "value" : kindOf(passedOn.imported, exports);
}

/** Undefined if the module certainly has no such export. */
function kindOf(name: string, exports: ModuleExports): ExportKind | undefined {
  if (exports.routingClasses.includes(name)) return "routing";
  if (exports.variables.includes(name)) return "variable";
  if (exports.values.includes(name)) return "value";
  if (exports.types.includes(name)) return "type";
  return exports.isOpen ? "value" : undefined;
}

function exportsBehind(specifier: string, file: string, collecting: Collecting): ModuleExports | "cycle" | "unknown" {
  const resolved = collecting.resolve(specifier, file);
  if (resolved.kind !== "source") return "unknown";
  if (!collecting.open.has(resolved.path)) {
    return collecting.complete.get(resolved.path) ?? collect(resolved.path, collecting);
  }
  collecting.cycles++;
  return "cycle";
}

function readTable(file: string, overlays: Overlays): { readonly table: ExportTable; readonly hash: string } {
  try {
    const text = overlays(file) ?? readFileSync(file, "utf8");
    return { table: readExports(file, text), hash: textHash(text) };
  } catch (error) {
    return { table: unreadExports({ isOpen: true, syntaxError: whyUnreadable(error) }), hash: "" };
  }
}
