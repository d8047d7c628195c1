import { type Doc, group, ifBreak, indent, join, line, lines, type Mark, markedBy } from "../print/doc.js";
import { stringLiteral } from "../print/strings.js";
import { isIdentifierName } from "./safe-identifier.js";
import { compareCodePoints } from "../../compare-code-points.js";
import type { ImportedName } from "./module-names.js";

export interface MarkedImport extends ImportedName {
  /** All places in the flow file that refer to the import. */
  readonly marks: readonly Mark[];
}

/**
 * Lays out the import statements: one per module, the runtime first, then in code-point order. The names in each are in
 * that order too.
 */
export function layoutImports(imports: readonly MarkedImport[], runtime: string): Doc {
  const bySpecifier = new Map<string, MarkedImport[]>();
  for (const imported of imports) {
    const found = bySpecifier.get(imported.specifier);
    if (found === undefined) bySpecifier.set(imported.specifier, [imported]);
    else found.push(imported);
  }
  const rank = (specifier: string): number => (specifier === runtime ? 0 : 1);
  const modules = [...bySpecifier.entries()].sort(
    ([one], [other]) => rank(one) - rank(other) || compareCodePoints(one, other),
  );
  return lines(
    modules.flatMap(([specifier, names]) => {
      const named = names.filter(({ exportName }) => exportName !== "*");
      const whole = names.find(({ exportName }) => exportName === "*");
      const all = whole === undefined ? [] : [`import * as ${whole.local} from ${stringLiteral(specifier)};`];
      return [...all, layoutImport(specifier, named)];
    }),
  );
}

function layoutImport(specifier: string, names: readonly MarkedImport[]): Doc {
  const areTypes = names.every(({ isType }) => isType);
  const sorted = [...names].sort((one, other) => compareCodePoints(one.exportName, other.exportName));
  const isDefault = ({ exportName, isType }: MarkedImport): boolean =>
    exportName === "default" && (areTypes ? names.length === 1 : !isType);
  const [standalone] = sorted.filter(isDefault);
  const grouped = sorted.filter((imported) => imported !== standalone);
  const parts: Doc[] = standalone === undefined ? [] : [markedBy(standalone.local, standalone.marks)];
  const docs = grouped.map((imported) => markedBy(specifierText(imported, areTypes), imported.marks));
  if (docs.length > 1 || (docs.length > 0 && standalone !== undefined)) {
    parts.push(group(["{", indent([line, join([",", line], docs)]), ifBreak(","), line, "}"]));
  } else if (docs.length > 0) parts.push(["{ ", docs, " }"]);
  return [`import ${areTypes ? "type " : ""}`, join(", ", parts), ` from ${stringLiteral(specifier)};`];
}

function specifierText({ exportName, local, isType }: MarkedImport, areTypes: boolean): string {
  const exported = isIdentifierName(exportName) ? exportName : stringLiteral(exportName);
  const alias = exported === local ? local : `${exported} as ${local}`;
  return isType && !areTypes ? `type ${alias}` : alias;
}
