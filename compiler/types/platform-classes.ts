import type { ts } from "ts-morph";
import type { TypeWorld } from "./wiring-scope.js";

/** Whether a file declares what JavaScript engines, browsers or Node itself provide. */
export function isPlatformFile({ fileName }: ts.SourceFile): boolean {
  return /(?:^|\/)lib\.[\w.]+\.d\.ts$|\/(?:@types\/node|undici-types)\//u.test(fileName);
}

/** Objects of these have their properties themselves, although the platform declares them like classes. */
const notClasses = /^(?:Window|\w*GlobalScope|Location|Iterator)$/u;

const globalsOf = new WeakMap<ts.TypeChecker, ReadonlyMap<string, ts.Symbol>>();

/**
 * Whether a name is that of a global class: in declaration files an interface, such as `Map` or `AbortSignal`, with a
 * global of the same name that has a prototype. Its properties are getters and methods of the prototype.
 */
export function isPlatformClass(
  world: Pick<TypeWorld, "ts" | "checker"> & { readonly flow: { readonly sourceFile: ts.SourceFile } },
  name: string,
): boolean {
  const { ts, checker, flow } = world;
  if (notClasses.test(name)) return false;
  const known =
    globalsOf.get(checker) ??
    new Map(
      checker
        .getSymbolsInScope(flow.sourceFile, ts.SymbolFlags.Variable | ts.SymbolFlags.Class)
        .map((symbol) => [symbol.name, symbol]),
    );
  globalsOf.set(checker, known);
  const symbol = known.get(name);
  return symbol !== undefined && checker.getPropertyOfType(checker.getTypeOfSymbol(symbol), "prototype") !== undefined;
}
