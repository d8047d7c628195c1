// Takes one measurement in its own process: node bench/measure-shape.mjs <shape> <size>; prints JSON.
import { flowSize, shapeOfSize } from "./shapes.mjs";

const { compileFlow, planFlow } = await import(process.env.FLOWC_COMPILER ?? "../dist/index.js");

const host = {
  resolveModule: () => ({ kind: "opaque" }),
  exportsOf: () => ({ values: [], types: [], routingClasses: [], isOpen: true, syntaxError: undefined }),
  modulesNear: () => [],
  importExtension: () => "js",
};

const [, , shape = "chain", size = "1000"] = process.argv;
const text = shapeOfSize(shape, Number(size));
const source = { path: "a.flow.yaml", text };
planFlow({ path: "a.flow.yaml", text: shapeOfSize("chain", 100) }, host);
/** CPU time of the process in milliseconds: unlike the time on the clock, it hardly depends on what else the machine does. */
const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const start = cpuTime();
const { diagnostics } = planFlow(source, host);
const planned = cpuTime();
// A flow with errors has no module: then this is only the time of the analysis.
const { module } = compileFlow(source, host);
const end = cpuTime();
const codes = {};
for (const { code } of diagnostics) codes[code] = (codes[code] ?? 0) + 1;
console.log(
  JSON.stringify({
    shape,
    size: flowSize(text),
    bytes: text.length,
    plan: planned - start,
    compile: end - planned,
    module: module?.text.length,
    peak: process.resourceUsage().maxRSS / 1024,
    codes,
  }),
);
