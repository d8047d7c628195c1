import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { folderOnceARun } from "./once-a-run.js";

export const root = path.resolve(import.meta.dirname, "../..");

/** An empty project with the packed package installed, as a user would have it. */
export interface InstalledPackage {
  /** The project's folder. */
  readonly project: string;
  readonly packed: PackedPackages;
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

export interface PackedPackages {
  readonly flowc: PackedPackage;
  readonly runtime: PackedPackage;
}

/** Packs flowc and `@flowc/runtime` as npm would publish them, once a test run. Needs `npm run build` first. */
export async function packPackages(): Promise<PackedPackages> {
  const folder = await folderOnceARun("flowc-packed", (folder) => {
    const packed: PackedPackages = { flowc: pack(root, folder), runtime: pack(path.join(root, "runtime"), folder) };
    writeFileSync(path.join(folder, "packed.json"), JSON.stringify(packed));
  });
  return JSON.parse(readFileSync(path.join(folder, "packed.json"), "utf8")) as PackedPackages;
}

function pack(source: string, folder: string): PackedPackage {
  if (!existsSync(path.join(source, "dist"))) throw new Error("dist is missing: run `npm run build` first");
  const packed = npm(source, "pack", "--ignore-scripts", "--json", "--pack-destination", folder);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: readonly { path: string }[] }];
  return { tarball: path.join(folder, filename), files: files.map((file) => file.path).sort() };
}

/** Installs the packed packages in an empty project once a test run, and returns its folder. */
function installOnce({ flowc, runtime }: PackedPackages): Promise<string> {
  return folderOnceARun("flowc-installed", (folder) => {
    writeFileSync(path.join(folder, "package.json"), `{ "name": "project", "private": true, "type": "module" }\n`);
    const tarballs = [runtime.tarball, flowc.tarball];
    npm(folder, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs);
  });
}

/**
 * Creates an empty project with flowc and its runtime installed as npm would publish them. The first call of a test run
 * takes seconds. Needs `npm run build` first.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const packed = await packPackages();
  const installed = await installOnce(packed);
  const project = realpathSync(mkdtempSync(path.join(tmpdir(), "flowc-package-")));
  linkTree(installed, project);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  const run = (command: string, parameters: readonly string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: project, encoding: "utf8", input: "" });
    return { status, stdout, stderr };
  };
  return {
    project,
    packed,
    write,
    node: (...parameters) => run(process.execPath, parameters),
    flowc: (...parameters) => run(path.join(project, "node_modules/.bin/flowc"), parameters),
    remove: () => {
      rmSync(project, { recursive: true, force: true });
    },
  };
}

/** Copies a folder with hard links to its files, which takes no time and no space. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

function npm(cwd: string, ...parameters: readonly string[]): string {
  return execFileSync("npm", parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
