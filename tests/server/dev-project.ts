import { createProject, twoSteps } from "../cli/run-cli.js";

/** Flows that end, that block, that are broken, that need a context, whose input has a type, and that have hostile names. */
export function createDevProject(): string {
  return createProject({
    ...twoSteps,
    "node_modules/.keep": "",
    "flows/spin.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./more.ts#spin }\n",
    "flows/needs.flow.yaml":
      "entry: only\nnodes:\n  only: { callable: ./more.ts#echo, context: { inputs: $ctx.limits.most } }\n",
    "flows/more.ts": `import { writeFileSync } from "node:fs";
export const spin = () => { writeFileSync("spin.pid", String(process.pid)); for (;;); };
export const echo = (value: unknown) => value;
export interface Order {
  readonly id: string;
  readonly size?: number;
  readonly express: boolean;
  readonly kind: "book" | "gift";
  readonly address: { readonly city: string };
  readonly lines: readonly string[];
}
export const order = (input: Order) => {
  console.error("\\u001b[31m<b>printed</b>\\u001b[0m \\u202e\\u0007");
  return input;
};
export const refuse = ({ id }: Order) => {
  throw new TypeError("no " + id);
};
`,
    "flows/typed.flow.yaml":
      "entry: order\nnodes:\n  order: { callable: ./more.ts#order }\n  refuse: { callable: ./more.ts#refuse, policy: { on_error: { goto: rescue } } }\n  rescue: { callable: ./more.ts#echo }\n  other: { callable: ./more.ts#echo }\nedges: [order >> refuse >> other]\n",
    "flows/broken.flow.yaml": `entry: first
nodes:
  first: { callable: ./ops.ts#first }
  second: { callable: ./ops.ts#second }
edges: [first >> secnod]
`,
    "flows/nothing.flow.yaml": "",
    [`flows/${hostile}.flow.yaml`]: `name: '${hostile}'
entry: '${hostile}'
nodes:
  '${hostile}': { callable: './ops.ts#${hostile}', summary: '${hostile}' }
edges: [ '"${hostile}" >> "other ${hostile}"' ]
`,
  });
}

export const hostile = '<img src=x onerror=alert(1)>"&quot;';
