import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFlowImports, type FlowImports } from "../../src/bundlers/flow-imports.js";
import { createBundlerProject, greeting, type BundlerProject } from "./bundler-project.js";
import { createGate, type Gate } from "./gate.js";

/** A flow with an unreachable node. The configuration sets the severity of that. */
const flow = greeting["src/greet.flow.yaml"].replace("edges:", "  odd: { callable: ./ops.ts#trim }\nedges:");

describe("changes while a flow is being compiled", () => {
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
  /** Writes a configuration that loads immediately, or when its gate is opened. Returns its file. */
  const configure = (severity: string, gate?: string): string => {
    const wait = gate === undefined ? "" : `await globalThis.flowcGate("${gate}");\n`;
    project.write({ "flowc.config.mjs": `${wait}export default { rules: { "node/unreachable": "${severity}" } };\n` });
    return project.file("flowc.config.mjs");
  };
  /** Imports the flow and returns the severity of its finding. */
  const load = async (): Promise<string | undefined> => {
    const { diagnostics } = await imports.load(project.file("src/greet.flow.yaml"));
    return diagnostics[0]?.severity;
  };

  it("are taken into account, so that nobody sees the previous state", async () => {
    configure("error", "slow");
    const loading = load();
    await gateOf("slow").isReached;
    imports.forget(configure("warning"));
    gateOf("slow").open();
    expect(await loading).toBe("warning");
  });

  it("are reported if they restore the previous state", async () => {
    configure("warning");
    await load();
    imports.forget(configure("error", "slow"));
    const loading = load();
    await gateOf("slow").isReached;
    // The running import has not been notified yet.
    const flows = imports.changedBy(configure("warning"));
    gateOf("slow").open();
    const isTold = (await flows).length > 0;
    expect((await loading) === "warning" || isTold).toBe(true);
  });

  it("are reported if an import from before them ends after one from after them", async () => {
    configure("warning", "slow");
    const before = load();
    await gateOf("slow").isReached;
    // The change has not been reported yet, but the next import opens the project again.
    imports.forget();
    configure("error");
    const behind = load();
    expect(await behind).toBe("error");
    gateOf("slow").open();
    expect(await before).toBe("error");
    expect(await imports.changedBy(configure("warning"))).toEqual([project.file("src/greet.flow.yaml")]);
  });

  it("of other files do not restart it", async () => {
    configure("error", "slow");
    const loading = load();
    await gateOf("slow").isReached;
    imports.forget(project.file("src/notes.txt"));
    configure("warning");
    gateOf("slow").open();
    expect(await loading).toBe("error");
  });
});
