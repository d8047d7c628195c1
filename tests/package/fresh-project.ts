import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./install-package.js";

/** A step in the README: commands to type, or a file to write. */
export type ReadmeStep =
  | { readonly kind: "command"; readonly line: string }
  | { readonly kind: "file"; readonly name: string; readonly text: string };

/** The steps of a section of the README, in order: each line of its `sh` blocks, and its files. */
export function readmeSteps(heading: string): ReadmeStep[] {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const section = readme.split(/^## /mu).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].flatMap(([, language, block = ""]): ReadmeStep[] => {
    if (language === "sh") {
      const lines = block.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      return lines.map((line) => ({ kind: "command", line }));
    }
    const name = /^(?:\/\/|#) (\S+\.\w+)\n/u.exec(block)?.[1];
    return name === undefined ? [] : [{ kind: "file", name, text: block }];
  });
}

export interface FreshProject {
  /** An empty folder. */
  readonly folder: string;
  /** The packages that the README installs by name, as packages on this disk. */
  readonly packages: Readonly<Record<string, string>>;
  readonly manager: "npm" | "pnpm";
  /** Folders with programs to use before those of the system. */
  readonly path: readonly string[];
}

/** Runs a command as the README has it, with packages on this disk. Returns its output, or throws an error with it. */
export function type(line: string, project: FreshProject): string {
  const command = translate(line, project);
  const environment = {
    ...process.env,
    PATH: [...project.path, process.env["PATH"]].join(path.delimiter),
    CI: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
  };
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: project.folder,
    shell: true,
    encoding: "utf8",
    env: environment,
    input: "",
  });
  if (status !== 0) throw new Error(`\`${command}\` ended with ${String(status)}:\n${stdout}${stderr}`);
  return stdout;
}

export function writeStep({ name, text }: Extract<ReadmeStep, { kind: "file" }>, { folder }: FreshProject): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function translate(line: string, { packages, manager }: FreshProject): string {
  const words = line.split(" ");
  const isInstall = words[0] === "npm" && words[1] === "install";
  const named = isInstall ? words.map((word) => packages[word] ?? word) : words;
  const text = named.join(" ");
  if (manager === "npm") return text;
  return text
    .replace(/^npm init -y/u, "pnpm init")
    .replace(/^npm install/u, "pnpm add")
    .replace(/^npm run/u, "pnpm run")
    .replace(/^npx/u, "pnpm exec");
}
