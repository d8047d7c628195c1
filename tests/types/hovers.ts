import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.resolve(import.meta.dirname, "../..");

export interface Hover {
  readonly file: string;
  /** The text that an editor shows, on one line. */
  readonly text: string;
}

/**
 * Returns what an editor shows for generated modules: for each payload and callable (the members of their interfaces),
 * and for each parameter of their functions.
 */
export function hoversOf(files: readonly string[]): Hover[] {
  const service = ts.createLanguageService(createHost(files));
  return files.flatMap((file) => {
    const source = service.getProgram()?.getSourceFile(file);
    return source === undefined ? [] : namesIn(source).map((at): Hover => ({ file, text: hoverAt(service, file, at) }));
  });
}

/** Whether a text contains types that only generated modules use. */
export function isTower(text: string): boolean {
  return /\b(?:Payloads|Results)\[|\b(?:At|Input|Item|Or|Overwritten|Part|Plain|Property|Result|Returned|Routed|Sent|Within|Written)</u.test(
    text,
  );
}

function hoverAt(service: ts.LanguageService, file: string, at: number): string {
  const info = service.getQuickInfoAtPosition(file, at);
  return ts.displayPartsToString(info?.displayParts).replaceAll(/\s+/gu, " ");
}

function namesIn(source: ts.SourceFile): number[] {
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent);
    if (isMember || ts.isParameter(node)) found.push(node.name.getStart(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function createHost(files: readonly string[]): ts.LanguageServiceHost {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [path.join(root, "node_modules/@types")],
    paths: { "@flowc/runtime": [path.join(root, "runtime/index.ts")] },
  };
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...files],
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) =>
      ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, "utf8")) : undefined,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
  };
}
