import { realpathSync } from "node:fs";
import path from "node:path";
import { ancestorsOf } from "./ancestors-of.js";
import type { Disk } from "./disk.js";
import { matchExtends, subpathsOf } from "./package-exports.js";
import { readManifest } from "./read-manifest.js";

/**
 * Asks the disk for everything that a TypeScript configuration is read from, so that it is noted: the file, the ones
 * that it extends, and each place where one of them is looked for. It may ask for more than is read, never for less.
 *
 * @param file absolute path
 */
export function noteTsconfig(file: string, disk: Disk): void {
  const seen = new Set<string>();
  const visit = ({ file, folder }: Candidate): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = disk.readText(file);
    if (text === undefined) return;
    for (const specifier of extendsOf(text)) {
      for (const candidate of candidatesOf(specifier, folder, disk)) {
        if (disk.kindOf(candidate.file) === "file") visit(candidate);
      }
    }
  };
  const start = path.resolve(file);
  visit({ file: start, folder: path.dirname(start) });
}

/** A file that `extends` may lead to. */
interface Candidate {
  readonly file: string;
  /** What its own `extends` is relative to: for a file of a package, its folder without symbolic links. */
  readonly folder: string;
}

function candidatesOf(specifier: string, folder: string, disk: Disk): Candidate[] {
  if (specifier.startsWith(".") || path.isAbsolute(specifier)) {
    const target = path.resolve(folder, specifier === ".." ? "../tsconfig.json" : specifier);
    return withEndings(target).map((file) => ({ file, folder: path.dirname(file) }));
  }
  const [, name, subpath = ""] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/u.exec(specifier) ?? [];
  if (name === undefined) return [];
  const packageDir = Array.from(ancestorsOf(folder), (ancestor) => path.join(ancestor, "node_modules", name)).find(
    (candidate) => disk.kindOf(candidate) === "folder",
  );
  if (packageDir === undefined) return [];
  const realDir = realpathSync(packageDir);
  return filesOf(packageDir, subpath, disk).map((file) => {
    return { file, folder: path.join(realDir, path.relative(packageDir, path.dirname(file))) };
  });
}

/** The files of a package that `name/subpath` may lead to. */
function filesOf(packageDir: string, subpath: string, disk: Disk): string[] {
  const target = path.join(packageDir, subpath);
  const declared = readManifest(packageDir, disk)?.["exports"];
  const exported =
    declared === undefined ? undefined : matchExtends(subpathsOf(declared), subpath === "" ? "." : `./${subpath}`);
  return [
    ...(exported === undefined ? [] : [path.join(packageDir, exported)]),
    ...[packageDir, target].flatMap((folder) => {
      const named = readManifest(folder, disk)?.["tsconfig"];
      return typeof named === "string" ? [path.join(folder, named)] : [];
    }),
    ...withEndings(target),
    path.join(target, "tsconfig.json"),
  ];
}

function withEndings(file: string): string[] {
  return file.endsWith(".json") ? [file] : [file, `${file}.json`];
}

/**
 * The texts under every key `extends` of a JSON text, which may have comments, trailing commas and errors. Reads only
 * its strings and brackets.
 */
function extendsOf(text: string): string[] {
  const tokens =
    text.match(/"(?:[^"\\\n]|\\.)*"|[[\]:]|\/\/.*|\/\*[^]*?\*\//gu)?.filter((token) => !/^\//u.test(token)) ?? [];
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (stringOf(token) !== "extends" || tokens[index + 1] !== ":") continue;
    const first = index + 2;
    const end = tokens[first] === "[" ? tokens.indexOf("]", first) : first + 1;
    const values = tokens.slice(first, end < 0 ? undefined : end).map(stringOf);
    found.push(...values.filter((value) => value !== undefined));
  }
  return found;
}

/** The text that a token stands for. Undefined if it is not a string of JSON. */
function stringOf(token: string): string | undefined {
  if (!token.startsWith('"')) return undefined;
  try {
    return String(JSON.parse(token));
  } catch {
    return undefined;
  }
}
