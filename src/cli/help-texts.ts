const exitStatuses = `
Exit status:
  0  fine
  1  errors among the findings, modules that are out of date, a run that failed
  2  wrong usage or configuration
  3  a fault of flowc itself`;

/** Printed behind the help of flowc. */
export const globalHelp = `
Examples:
  $ flowc init                              set a project up
  $ flowc build                             compile all flows of the project
  $ flowc check flows/order.flow.yaml       look for mistakes
  $ flowc run order.flow.yaml --input '{}'  run a flow
  $ flowc explain edge/left-arrow           what a diagnostic means

Data goes to stdout, everything else to stderr.
${exitStatuses}`;

/** Printed behind the help of each command. */
export const helpOf = {
  build: `
order.flow.yaml and order.yaml both give order.flow.ts. A file that flowc did not generate is never replaced
without --force. Without paths, modules whose flow is gone are removed. What did not change since the last build is not
built again.

Examples:
  $ flowc build                          all flows of the project
  $ flowc build flows/order.flow.yaml    one flow
  $ flowc build --check                  in CI: are the committed modules up to date?
  $ flowc build --watch                  while you work
  $ flowc build --stdin --stdin-filename flows/order.flow.yaml < draft.yaml
${exitStatuses}`,
  check: `
Reports what is wrong in flow files, and where a value does not fit the function that it is wired to, by the types of your
own code. --no-types leaves the latter out, and is fast.

Examples:
  $ flowc check
  $ flowc check flows --format github
  $ flowc check --fix                    fix misspelt names
  $ flowc check --env                    which environment variables do flows read?
${exitStatuses}`,
  run: `
Callables are imported from their TypeScript or JavaScript source. What they print goes to stderr. A run that fails
prints the context as it was left, and its status is 1; Ctrl-C aborts the run, and its status is 130.

Examples:
  $ flowc run flows/order.flow.yaml --input '{ "id": 7 }'
  $ flowc run flows/order.flow.yaml --input @order.json --context '{ "limit": 100 }'
  $ cat order.json | flowc run flows/order.flow.yaml --input - --quiet | jq .payloads
${exitStatuses}`,
  explain: `
Examples:
  $ flowc explain
  $ flowc explain edge/left-arrow
${exitStatuses}`,
  schema: `
Editors complete and check flow files by it. It is in the package too, as flowc/schema.json; a flow file names it in its
first line: # yaml-language-server: $schema=../node_modules/flowc/dist/schema.json

Example:
  $ flowc schema > flow.schema.json
${exitStatuses}`,
  init: `
Writes flowc.config.ts, flows/welcome.flow.yaml and flows/welcome.ts, a tsconfig.json where there is none, and adds npm
scripts to package.json and the generated modules to .gitattributes and .prettierignore. What is there already stays as it
is. In a terminal it asks for what no option says; elsewhere it takes what fits the project. Where a bundler imports the flows,
what flowc writes are declarations; Vite gets its plugin where it has no configuration yet, another one is told what to add.

Examples:
  $ flowc init
  $ flowc init --dir src/workflows --runtime inline --yes
  $ flowc init --bundler vite            import flows through flowc/vite
${exitStatuses}`,
} as const;
