/** The layers of `src`, from the bottom. Those in one list do not import each other. */
const layers = [
  ["base"],
  ["host"],
  ["config"],
  ["project"],
  ["build", "check", "report", "graph"],
  ["bundlers", "library", "server"],
  ["cli"],
];

/** One rule for each folder of `src`: it imports itself and what is below it. Types count. */
const layerRules = layers.flatMap((siblings, index) => {
  const below = layers.slice(0, index).flat();
  return siblings.map((layer) => ({
    name: `layer-${layer}`,
    comment: `${layer} imports ${below.length === 0 ? "nothing else of src" : below.join(", ")}.`,
    severity: "error",
    from: { path: `^src/${layer}/` },
    to: { path: "^src/", pathNot: `^src/(${[layer, ...below].join("|")})/` },
  }));
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    {
      name: "in-a-layer",
      comment: "Every file of src is in a layer.",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: `^src/(${layers.flat().join("|")})/` },
    },
    {
      name: "no-cycles",
      comment: "A module that needs itself has no order in which it can be read. Types count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "grammar-stands-alone",
      comment: "The grammar turns text into trees: it knows Chevrotain and nothing of ours.",
      severity: "error",
      from: { path: "^grammar/" },
      to: { pathNot: ["^grammar/", "^node_modules/(chevrotain|@chevrotain)/"] },
    },
    {
      name: "compiler-is-pure",
      comment: "The compiler never touches the disk, the process or the network: all comes in through CompilerHost.",
      severity: "error",
      from: { path: "^compiler/" },
      to: { pathNot: ["^(compiler|grammar|runtime)/", "^node_modules/(yaml|fastest-levenshtein|ts-morph)/"] },
    },
    {
      name: "picture-is-pure",
      comment:
        "A picture is data and text made of a plan: it knows the compiler, no package and no disk. Laying out is handed over.",
      severity: "error",
      from: { path: "^picture/" },
      to: { pathNot: "^(picture|compiler)/" },
    },
    {
      name: "trace-is-pure",
      comment:
        "Recorded runs are data, and their report is text: they know pictures and what the runtime exports, no package and no disk.",
      severity: "error",
      from: { path: "^trace/" },
      to: { pathNot: "^((trace|picture)/|runtime/(trace/)?index\\.ts$)" },
    },
    {
      name: "layout-is-loaded-for-pictures",
      comment: "elkjs takes a quarter of a second to load: only the command that draws loads it.",
      severity: "error",
      from: { path: "^(grammar|compiler|picture|runtime|trace|src)/", pathNot: "^src/graph/layout\\.ts$" },
      to: { path: "^node_modules/elkjs/" },
    },
    {
      name: "typescript-is-handed-over",
      comment: "TypeScript takes a third of a second to load: the host does it, and only to check types.",
      severity: "error",
      from: {
        path: "^(grammar|compiler|picture|runtime|trace|src)/",
        pathNot: "^src/check/types/load-typescript\\.ts$",
      },
      to: { path: "^node_modules/(ts-morph|typescript)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-link-knows-the-runtime",
      comment: "What is emitted imports the runtime by name; only linking in memory needs it itself.",
      severity: "error",
      from: { path: "^compiler/", pathNot: "^compiler/link/" },
      to: { path: "^runtime/" },
    },
    {
      name: "runtime-needs-nothing",
      comment: "The runtime runs in a browser or a worker: no package, no Node built-in, nothing else of ours.",
      severity: "error",
      from: { path: "^runtime/", pathNot: "^runtime/otel/" },
      to: { path: ".", pathNot: "^runtime/(?!otel/)" },
    },
    {
      name: "otel-needs-the-runtime-alone",
      comment: "Spans are made of what the runtime tells everybody, with the API that the user's program brings.",
      severity: "error",
      from: { path: "^runtime/otel/" },
      to: { pathNot: ["^runtime/(otel|observed)/", "^runtime/index\\.ts$", "^node_modules/@opentelemetry/api/"] },
    },
    {
      name: "runtime-by-its-door",
      comment: "The built package imports the runtime by its public name: only what its index exports is there.",
      severity: "error",
      from: { path: "^(compiler|trace|src)/" },
      to: { path: "^runtime/", pathNot: "^runtime/((otel|trace)/)?index\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-tests-in-code",
      severity: "error",
      from: { path: "^(grammar|compiler|picture|runtime|trace|src)/" },
      to: { path: "^(tests|fixtures|bench|scripts)/" },
    },
    {
      name: "only-dependencies",
      comment: "What the package imports is bundled or declared in package.json, and can be resolved.",
      severity: "error",
      from: { path: "^(grammar|compiler|picture|runtime|trace|src)/" },
      to: {
        dependencyTypes: ["npm-no-pkg", "npm-unknown", "undetermined", "unknown"],
        dependencyTypesNot: ["npm-peer"],
      },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(runtime/)?dist/" },
    enhancedResolveOptions: { conditionNames: ["import", "node", "default"], exportsFields: ["exports"] },
  },
};
