/** What `flowc init` puts into a project, by path. */
export const starterFiles: Readonly<Record<string, string>> = {
  "flowc.config.ts": `import type { FlowcConfig } from "flowc";

export default {
  include: ["flows/**/*.flow.{yaml,yml,json}"],
} satisfies FlowcConfig;
`,
  "flows/welcome.flow.yaml": `name: welcome
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
  "flows/welcome.ts": `import { route } from "flowc/runtime";

/** The run's input. */
export interface Guest {
  readonly name: string;
  readonly visits: number;
}

/** The first node: it gets the run's input. What it returns is written to \`$ctx.greeting\` and goes on to \`choose\`. */
export function greet(guest: Guest): { readonly text: string; readonly visits: number } {
  return { text: \`Hello \${guest.name}\`, visits: guest.visits };
}

/** A routing rule: says which of its successors runs. */
export function choose(greeting: { readonly visits: number }) {
  return greeting.visits > 0 ? route("friend") : route("stranger", { reason: "first visit" });
}

export function hug(greeting: { readonly text: string }): string {
  return \`\${greeting.text}, good to see you again!\`;
}

export function bow(greeting: { readonly text: string }): string {
  return \`\${greeting.text}, welcome.\`;
}
`,
};

/** The npm scripts that `flowc init` adds. */
export const starterScripts: Readonly<Record<string, string>> = {
  "flows:build": "flowc build",
  "flows:check": "flowc build --check",
};
