const exitStatuses = `
Exit status:
  0  success
  1  errors were found, modules or pictures are out of date, or a run failed
  2  wrong usage or configuration
  3  a bug in flowc itself`;

/** Printed after the help of flowc. */
export const globalHelp = `
Examples:
  $ flowc init                              set up a project
  $ flowc build                             compile all flows of the project
  $ flowc check flows/order.flow.yaml       look for mistakes
  $ flowc run order.flow.yaml --input '{}'  run a flow
  $ flowc graph order.flow.yaml             look at a flow
  $ flowc report run.jsonl --out run.html   look at a run
  $ flowc dev --open                        look at all flows, live, and run them
  $ flowc explain edge/left-arrow           what a diagnostic means

Data goes to stdout, everything else to stderr.
${exitStatuses}`;

/** Printed after the help of each command. */
export const helpOf = {
  build: `
order.flow.yaml and order.yaml both give order.flow.ts. A file that flowc did not generate is never replaced
without --force. Without paths, modules whose flow is gone are removed. Flows that did not change since the last build
are not built again.

Examples:
  $ flowc build                          all flows of the project
  $ flowc build flows/order.flow.yaml    one flow
  $ flowc build --check                  in CI: are the committed modules up to date?
  $ flowc build --watch                  while you work
  $ flowc build --stdin --stdin-filename flows/order.flow.yaml < draft.yaml
${exitStatuses}`,
  check: `
Reports mistakes in flow files, and values that do not fit the function they are passed to, using the types of your own
code. --no-types skips the type check, which is faster.

Examples:
  $ flowc check
  $ flowc check flows --format github
  $ flowc check --fix                    fix misspelt names
  $ flowc check --env                    which environment variables do flows read?
${exitStatuses}`,
  run: `
Callables are imported from their TypeScript or JavaScript source. What they print goes to stderr. In a terminal, the
records of the run are left out of the context unless --records asks for them. A run that fails prints the context as
the run left it and exits with status 1; Ctrl-C aborts the run and exits with status 130.

Examples:
  $ flowc run flows/order.flow.yaml --input '{ "id": 7 }'
  $ flowc run flows/order.flow.yaml --input @order.json --context '{ "limit": 100 }'
  $ flowc run flows/order.flow.yaml --set limit=100 --report run.html --trace run.jsonl
  $ cat order.json | flowc run flows/order.flow.yaml --input - --quiet | jq .payloads
${exitStatuses}`,
  graph: `
Draws each node, edge, loop, join and policy of a flow. The flow is not built, and a flow with errors is drawn as far as it can
be resolved. With --out and a folder, each picture has the place of its flow: --out . puts order.flow.svg next to
order.flow.yaml.

Examples:
  $ flowc graph flows/order.flow.yaml                   an outline, in a terminal
  $ flowc graph flows/order.flow.yaml --out order.svg
  $ flowc graph flows/order.flow.yaml --as mermaid      for a README on GitHub
  $ flowc graph --out pictures                          all flows of the project
  $ flowc graph --out . --check                         in CI: are the committed pictures up to date?
${exitStatuses}`,
  report: `
A page that loads nothing: status and error first, the picture with what each node did, a timeline, all activations with their
values. It can be read without a script and printed. The lines of a run can be in several files.

Examples:
  $ flowc run flows/order.flow.yaml --input @order.json --trace run.jsonl
  $ flowc report run.jsonl --out run.html
  $ flowc report good.jsonl bad.jsonl --out compared.html    what differed?
  $ flowc report run.jsonl --json | jq '.runs[0].status'
${exitStatuses}`,
  dev: `
The page shows each flow with its picture and findings, and changes as you edit. Flows run from a form: what happens is marked on the
picture, and each run is recorded and has a report. Only this machine can open the page, with the printed address, which
has a secret token. Ctrl-C ends the server and all runs.

Examples:
  $ flowc dev --open
  $ flowc dev flows/order.flow.yaml --port 8080
${exitStatuses}`,
  explain: `
Examples:
  $ flowc explain
  $ flowc explain edge/left-arrow
${exitStatuses}`,
  schema: `
Editors use it to complete and check flow files. The package exports it as flowc/schema.json; a flow file names it on its
first line: # yaml-language-server: $schema=../node_modules/flowc/dist/schema.json

Example:
  $ flowc schema > flow.schema.json
${exitStatuses}`,
  init: `
Writes flowc.config.ts, flows/welcome.flow.yaml and flows/welcome.ts, a tsconfig.json if there is none, and adds npm
scripts to package.json and the generated modules to .gitattributes and .prettierignore. Existing files are not
overwritten. In a terminal it asks for everything that the options do not say; elsewhere it picks what fits the project. If a
bundler imports the flows, flowc writes declarations. For Vite without a configuration, init writes one with the plugin; for
other bundlers it prints what to add.

Examples:
  $ flowc init
  $ flowc init --dir src/workflows --runtime inline --yes
  $ flowc init --bundler vite            import flows through flowc/vite
${exitStatuses}`,
} as const;
