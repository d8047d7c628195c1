import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFlowImports, type FlowImports } from "../../src/bundlers/flow-imports.js";
import { createBundlerProject, greeting, type BundlerProject } from "./bundler-project.js";
import { createGate, type Gate } from "./gate.js";

/** With a node that nothing leads to: how bad that is, the configuration says. */
const flow = greeting["src/greet.flow.yaml"].replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:");

describe("changes that come while a flow is compiled", () => {
  let project: BundlerProject;
  let imports: FlowImports;
  let gates: Map<string, Gate>;
  beforeEach(() => {
    gates = new Map();
    Object.assign(globalThis, { flowcGate: (name: string) => gateOf(name).pass() });
    project = createBundlerProject({ ...greeting, "src/greet.flow.yaml": flow });
    imports = createFlowImports({ root: project.folder });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "flowcGate");
    project.remove();
  });

  const gateOf = (name: string): Gate => {
    const gate = gates.get(name) ?? createGate();
    gates.set(name, gate);
    return gate;
  };
  /** Writes a configuration that is loaded at once, or when its gate is opened; tells its file. */
  const configure = (severity: string, gate?: string): string => {
    const wait = gate === undefined ? "" : `await globalThis.flowcGate("${gate}");\n`;
    project.write({ "flowc.config.mjs": `${wait}export default { rules: { "node/unreachable": "${severity}" } };\n` });
    return project.file("flowc.config.mjs");
  };
  /** What an import of the flow gives. */
  const load = async (): Promise<string | undefined> => {
    const { diagnostics } = await imports.load(project.file("src/greet.flow.yaml"));
    return diagnostics[0]?.severity;
  };

  it("count for it, so that nobody sees the state before", async () => {
    configure("error", "slow");
    const loading = load();
    await gateOf("slow").isReached;
    imports.forget(configure("warning"));
    gateOf("slow").open();
    expect(await loading).toBe("warning");
  });

  it("are told where they bring back what was there before", async () => {
    configure("warning");
    await load();
    imports.forget(configure("error", "slow"));
    const loading = load();
    await gateOf("slow").isReached;
    // The import that is on its way was told of nothing yet.
    const flows = imports.changedBy(configure("warning"));
    gateOf("slow").open();
    const isTold = (await flows).length > 0;
    expect((await loading) === "warning" || isTold).toBe(true);
  });

  it("are told where an import before them ends after one behind them", async () => {
    configure("warning", "slow");
    const before = load();
    await gateOf("slow").isReached;
    // Nobody has told of the change yet, and the project is another one for it.
    imports.forget();
    configure("error");
    const behind = load();
    expect(await behind).toBe("error");
    gateOf("slow").open();
    expect(await before).toBe("error");
    expect(await imports.changedBy(configure("warning"))).toEqual([project.file("src/greet.flow.yaml")]);
  });

  it("of other files do not make it begin again", async () => {
    configure("error", "slow");
    const loading = load();
    await gateOf("slow").isReached;
    imports.forget(project.file("src/notes.txt"));
    configure("warning");
    gateOf("slow").open();
    expect(await loading).toBe("error");
  });
});
