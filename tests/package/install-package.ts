import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** An empty project with the packed package installed, as a user would have it. */
export interface InstalledPackage {
  /** The project's folder. */
  readonly project: string;
  readonly packed: PackedPackage;
  readonly packedRuntime: PackedPackage;
  /** Writes a file in the project. */
  write(file: string, text: string): void;
  /** Runs Node in the project. */
  node(...parameters: readonly string[]): Ended;
  /** Runs the installed `flowc`. */
  flowc(...parameters: readonly string[]): Ended;
  remove(): void;
}

/** The package as npm would publish it. */
export interface PackedPackage {
  /** Absolute path. */
  readonly tarball: string;
  /** Paths of its files, relative to the package. */
  readonly files: readonly string[];
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Packs flowc into a folder as npm would publish it. Needs `npm run build` first. */
export function packPackage(folder: string): PackedPackage {
  return pack(root, folder);
}

/** Packs `@flowc/runtime` into a folder as npm would publish it. Needs `npm run build` first. */
export function packRuntime(folder: string): PackedPackage {
  return pack(path.join(root, "runtime"), folder);
}

function pack(source: string, folder: string): PackedPackage {
  if (!existsSync(path.join(source, "dist"))) throw new Error("dist is missing: run `npm run build` first");
  const packed = npm(source, "pack", "--ignore-scripts", "--json", "--pack-destination", folder);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: readonly { path: string }[] }];
  return { tarball: path.join(folder, filename), files: files.map((file) => file.path).sort() };
}

/**
 * Packs flowc and its runtime as npm would publish them, and installs both. Takes seconds. Needs `npm run build` first.
 */
export function installPackage(): InstalledPackage {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-package-")));
  const project = path.join(folder, "project");
  mkdirSync(project);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  write("package.json", `{ "name": "project", "private": true, "type": "module" }\n`);
  const packed = packPackage(folder);
  const packedRuntime = packRuntime(folder);
  const tarballs = [packedRuntime.tarball, packed.tarball];
  npm(project, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs);
  const run = (command: string, parameters: readonly string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: project, encoding: "utf8", input: "" });
    return { status, stdout, stderr };
  };
  return {
    project,
    packed,
    packedRuntime,
    write,
    node: (...parameters) => run(process.execPath, parameters),
    flowc: (...parameters) => run(path.join(project, "node_modules/.bin/flowc"), parameters),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function npm(cwd: string, ...parameters: readonly string[]): string {
  return execFileSync("npm", parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
