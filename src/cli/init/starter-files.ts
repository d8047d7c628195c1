import type { FlowcConfig } from "../../config/flowc-config.js";
import type { BundlerName } from "./bundler-names.js";

/** The settings that `flowc init` asks for or takes from its options. */
export interface InitSettings {
  /** Folder for the flows: posix, relative to the working directory. */
  readonly dir: string;
  /** The bundler whose plugin imports flows. */
  readonly bundler: BundlerName | "none";
  readonly runtime: "package" | "inline";
}

export interface StarterOptions extends InitSettings {
  /** The path of the JSON Schema, as written in the first flow. */
  readonly schema: string;
  /** Whether a TypeScript configuration can import the package. */
  readonly isTypedConfig: boolean;
}

/** The configuration file: its name and its text. */
export function starterConfig({
  dir,
  bundler,
  runtime,
  isTypedConfig,
}: StarterOptions): readonly [name: string, text: string] {
  const config: FlowcConfig = {
    include: [`${dir}/**/*.flow.{yaml,yml,json}`],
    ...(bundler === "none" ? {} : { emit: "declarations" }),
    ...(runtime === "inline" ? { runtime } : {}),
  };
  if (!isTypedConfig) return ["flowc.config.json", `${JSON.stringify(config, undefined, 2)}\n`];
  const lines = Object.entries(config).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},\n`);
  return [
    "flowc.config.ts",
    `import { defineConfig } from "flowc/config";\n\nexport default defineConfig({\n${lines.join("")}});\n`,
  ];
}

/** The first flow and its callables, keyed by path. */
export function starterFlow({ dir, schema }: StarterOptions): Readonly<Record<string, string>> {
  return {
    [`${dir}/welcome.flow.yaml`]: `# yaml-language-server: $schema=${schema}
name: welcome
description: Greets a guest, in the tone that fits.
entry: greet
nodes:
  greet:
    callable: ./welcome.ts#greet
    context:
      outputs: $ctx.greeting
  choose:
    type: RoutingNode
    routing_rule: ./welcome.ts#choose
  friend:
    callable: ./welcome.ts#hug
    context:
      inputs: $ctx.greeting
  stranger:
    callable: ./welcome.ts#bow
    context:
      inputs: $ctx.greeting
edges:
  - greet >> choose
  - choose >> (friend | stranger)
`,
    [`${dir}/welcome.ts`]: `/** The run's input. */
export interface Guest {
  readonly name: string;
  readonly visits: number;
}

export interface Greeting {
  readonly text: string;
  readonly visits: number;
}

/** The first node: it gets the run's input. What it returns is written to \`$ctx.greeting\` and goes on to \`choose\`. */
export function greet(guest: Guest): Greeting {
  return { text: \`Hello \${guest.name}\`, visits: guest.visits };
}

/** A routing rule: says which of its successors runs. */
export function choose(greeting: Greeting): "friend" | "stranger" {
  return greeting.visits > 0 ? "friend" : "stranger";
}

export function hug(greeting: Greeting): string {
  return \`\${greeting.text}, good to see you again!\`;
}

export function bow(greeting: Greeting): string {
  return \`\${greeting.text}, welcome.\`;
}
`,
  };
}

/** The `tsconfig.json` for a project without one. The flows pass its type check. */
export function starterTsconfig({ dir, bundler }: InitSettings): string {
  const compilerOptions =
    bundler === "none"
      ? { target: "es2022", module: "nodenext", strict: true, skipLibCheck: true, rootDir: ".", outDir: "dist" }
      : {
          target: "es2022",
          lib: ["es2022", "dom"],
          module: "esnext",
          moduleResolution: "bundler",
          strict: true,
          skipLibCheck: true,
          noEmit: true,
        };
  const [include = dir] = dir.split("/");
  return `${JSON.stringify({ compilerOptions, include: [include] }, undefined, 2)}\n`;
}

/** Name patterns of the files that `flowc build` writes. */
export function outputPatterns(emit: FlowcConfig["emit"]): readonly string[] {
  return [
    ...(emit === "declarations" ? [] : ["*.flow.ts"]),
    ...(emit === undefined || emit === "modules" ? [] : ["*.flow.yaml.d.ts", "*.flow.yml.d.ts", "*.flow.d.json.ts"]),
  ];
}

/** The npm scripts that `flowc init` adds. */
export const starterScripts: Readonly<Record<string, string>> = {
  "flows:build": "flowc build",
  "flows:check": "flowc build --check",
  "flows:watch": "flowc build --watch",
};

/** The packages that a project needs: the runtime in production, unless it is inlined, and flowc during development. */
export function starterPackages(
  { runtime }: Pick<InitSettings, "runtime">,
  version: string,
): { readonly dependencies?: Record<string, string>; readonly devDependencies: Record<string, string> } {
  return {
    ...(runtime === "package" ? { dependencies: { "@flowc/runtime": `^${version}` } } : {}),
    devDependencies: { flowc: `^${version}` },
  };
}
