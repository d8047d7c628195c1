import { Argument, Command, InvalidArgumentError, Option } from "commander";
import type { BuildCommandOptions } from "./build-options.js";
import type { CheckCommandOptions } from "./check.js";
import type { DevCommandOptions } from "./dev.js";
import type { TerminalOptions } from "./node-terminal.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { GlobalOptions } from "./global-options.js";
import { globalHelp, helpOf } from "./help-texts.js";
import type { GraphCommandOptions } from "./graph.js";
import { pictureKinds } from "../graph/picture-kinds.js";
import type { InitOptions } from "./init/ask-settings.js";
import { bundlerNames } from "./init/bundler-names.js";
import type { ReportCommandOptions } from "./report.js";
import type { RunCommandOptions } from "./run.js";
import type { Terminal } from "../base/terminal.js";
import { visibleText } from "../base/visible-text.js";
import type { WarmFiles } from "../check/types/warm-files.js";

export interface ProgramOptions {
  readonly version: string;
  /** Called only when a command runs: `--help` and wrong usage do not create a terminal. */
  createTerminal(options: TerminalOptions): Terminal;
  /** Receives the exit status of the command. */
  finish(status: ExitStatus): void;
  /** Parsed files that checks in this process share. */
  readonly warmFiles?: WarmFiles;
}

/** The options as commander returns them. */
interface Parsed extends GlobalOptions {
  readonly color: boolean;
}

interface ParsedBuild extends BuildCommandOptions, Parsed {
  readonly watch?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

/** Creates the command line (SPEC 11). Each command's module is imported when the command is called. */
export function createProgram(options: ProgramOptions): Command {
  const program = new Command("flowc")
    .addHelpText("before", "flowc compiles workflows: YAML in, one readable, typed TypeScript module per flow out.\n")
    .version(options.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or that of a command")
    .helpCommand("help [command]", "print the help of a command")
    .addOption(
      new Option("--config <file>", "the configuration file, instead of the nearest one in this folder or above"),
    )
    .addOption(
      new Option("--format <format>", "how findings are printed")
        .choices(["pretty", "json", "github", "sarif"])
        .default("pretty"),
    )
    .option("--no-color", "print without colors, as with NO_COLOR in the environment")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(visibleUsage(text)) })
    .exitOverride()
    .addHelpText("after", globalHelp);
  addBuild(program, options);
  addCheck(program, options);
  addRun(program, options);
  addGraph(program, options);
  addReport(program, options);
  addDev(program, options);
  addExplain(program, options);
  addSchema(program, options);
  addInit(program, options);
  return program;
}

const pathsArgument = (): Argument =>
  new Argument("[paths...]", "flow files and folders (default: what the configuration includes)");

function addBuild(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "build", "compile each flow to a TypeScript module next to it")
    .addArgument(pathsArgument())
    .option("--check", "write nothing; fail with a diff if a module is stale, missing or orphaned")
    .addOption(new Option("--watch", "build again whenever a file changes").conflicts(["check", "stdin"]))
    .option("--out-dir <folder>", "write the modules to this folder instead")
    .option("--force", "replace files that flowc did not generate, and follow links out of the project")
    .addOption(new Option("--prune", "remove modules of deleted flows even if no flow is left").conflicts("stdin"))
    .option("--no-cache", "ignore what earlier runs kept in node_modules/.cache/flowc, and keep nothing")
    .option("--verbose", "print which configuration is used, and why imports are spelled as they are")
    .addOption(
      new Option("--stdin", "compile the standard input and print the module (needs --stdin-filename)").conflicts(
        "check",
      ),
    )
    .option("--stdin-filename <file>", "the file that the standard input stands for")
    .action(async (paths: string[], _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<ParsedBuild>();
      const { stdin, stdinFilename } = parsed;
      if ((stdin === true) !== (stdinFilename !== undefined)) {
        command.error("error: --stdin and --stdin-filename belong together");
      }
      if (stdin === true && paths.length > 0) command.error("error: --stdin takes no paths");
      if (parsed.prune === true && paths.length > 0) {
        command.error("error: --prune takes no paths: it works on a whole project");
      }
      const terminal = createTerminal({ noColor: !parsed.color });
      if (stdinFilename !== undefined) {
        const { buildText } = await import("./build-text.js");
        return finish(await buildText({ ...parsed, stdinFilename }, terminal));
      }
      if (parsed.watch === true) {
        const { watch } = await import("./watch.js");
        return finish(await watch(paths, parsed, terminal));
      }
      const { build } = await import("./build.js");
      finish(await build(paths, parsed, terminal));
    });
}

function addCheck(program: Command, { createTerminal, finish, warmFiles }: ProgramOptions): void {
  subcommand(program, "check", "report everything build would, plus type errors; write nothing")
    .addArgument(pathsArgument())
    .option("--no-types", "do not check the flow against the types of your code")
    .option("--fix", "apply safe fixes to the flow files, such as correcting a misspelt name")
    .option("--no-cache", "ignore what earlier runs kept in node_modules/.cache/flowc, and keep nothing")
    .addOption(new Option("--env", "print only the environment variables that flows read").conflicts("fix"))
    .addOption(new Option("--watch", "check again whenever a file changes").conflicts(["fix", "env"]))
    .action(async (paths: string[], _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & CheckCommandOptions & { readonly watch?: boolean }>();
      const terminal = createTerminal({ noColor: !parsed.color });
      if (parsed.watch === true) {
        const { watchCheck } = await import("./watch-check.js");
        return finish(await watchCheck(paths, parsed, terminal));
      }
      const { check } = await import("./check.js");
      finish(await check(paths, { ...parsed, warmFiles }, terminal));
    });
}

function addRun(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "run", "compile a flow in memory and run it; its context goes to stdout as JSON")
    .argument("<file>", "the flow file")
    .option("--context <json>", "the context that the run starts with: JSON, @file, or - for the standard input")
    .option("--input <json>", "the run's input: JSON, @file, or - for the standard input")
    .option("--set <path=value>", "set a value of the context; can be repeated: --set limit=100", append)
    .option("--input-set <path=value>", "set a value of the input; can be repeated", append)
    .option("--quiet", "do not print steps to stderr")
    .option("--records", "print the records of the run in a terminal too, as programs get them")
    .option("--trace <file>", "record the run in a file: JSON lines")
    .option("--report <file>", "write a page about the run: what happened, in a picture, a timeline and a list")
    .addOption(
      new Option(
        "--trace-values <amount>",
        "what a record keeps of each value: 4,096 characters (full, the default), 256 (short) or nothing (none)",
      ).choices(["full", "short", "none"]),
    )
    .action(async (file: string, _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & RunCommandOptions>();
      const { run } = await import("./run.js");
      finish(await run(file, parsed, createTerminal({ noColor: !parsed.color })));
    });
}

function addGraph(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "graph", "draw flows: one to stdout, or each to a file")
    .addArgument(pathsArgument())
    .addOption(
      new Option("--as <form>", "what to write (default: text in a terminal, what --out ends in, else svg)").choices(
        pictureKinds,
      ),
    )
    .addOption(new Option("--direction <way>", "where flows lead to").choices(["down", "right"]).default("down"))
    .addOption(
      new Option("--theme <colors>", "light, dark, or what the reader prefers")
        .choices(["auto", "light", "dark"])
        .default("auto"),
    )
    .addOption(
      new Option("--detail <amount>", "what is written on nodes: names alone, or callables too")
        .choices(["names", "callables"])
        .default("callables"),
    )
    .addOption(
      new Option(
        "--expand <levels>",
        "draw flows that nodes run as boxes with their nodes: 1, 2 or more levels, or all",
      ).argParser(parseLevels),
    )
    .option("--link <template>", "where nodes link to: an address with {file}, {path}, {line}, {column}")
    .option("--out <path>", "write to this file, or for several flows to this folder")
    .option("--check", "write nothing; fail if a picture is stale or missing")
    .action(async (paths: string[], _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & GraphCommandOptions>();
      const { graph } = await import("./graph.js");
      finish(await graph(paths, parsed, createTerminal({ noColor: !parsed.color })));
    });
}

function parseLevels(text: string): number {
  if (text === "all") return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,3}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("A number of levels, from 1, or `all`.");
}

function addReport(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "report", "make a page of recorded runs; several runs are compared")
    .argument("<files...>", "what `flowc run --trace` or a recorder wrote")
    .option("--out <file>", "write to this file instead of stdout")
    .option("--json", "write what happened as JSON instead of a page")
    .option("--flow <file>", "the flow file, for runs that were recorded without a picture")
    .action(async (files: string[], _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & ReportCommandOptions>();
      const { report } = await import("./report.js");
      finish(await report(files, parsed, createTerminal({ noColor: !parsed.color, isDeaf: true })));
    });
}

function addDev(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "dev", "serve a page on this machine: flows live while you edit, runs, and reports of runs")
    .addArgument(pathsArgument())
    .option("--port <number>", "the port to listen on (default: 4910, or the next free one)", portOf)
    .option("--open", "open the page in the browser")
    .option("--link <template>", "where places link to: an address with {file}, {path}, {line}, {column}")
    .action(async (paths: string[], _: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & DevCommandOptions>();
      const { dev } = await import("./dev.js");
      finish(await dev(paths, parsed, createTerminal({ noColor: !parsed.color })));
    });
}

function portOf(text: string): number {
  if (/^\d{1,5}$/u.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("A port is a number up to 65535; 0 is any free one.");
}

/** Collects the values of an option that can be repeated. */
function append(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function addExplain(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "explain", "print the page of a diagnostic; without a code, list all")
    .argument("[code]", "the code that a finding shows in brackets: edge/left-arrow")
    .action(async (code: string | undefined, _: unknown, command: Command) => {
      const { explain } = await import("./explain.js");
      finish(explain(code, createTerminal({ noColor: !command.optsWithGlobals<Parsed>().color })));
    });
}

function addSchema(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "schema", "print the JSON Schema of the flow file, for editors").action(
    async (_: unknown, command: Command) => {
      const { schema } = await import("./schema.js");
      finish(schema(createTerminal({ noColor: !command.optsWithGlobals<Parsed>().color })));
    },
  );
}

function addInit(program: Command, { createTerminal, finish }: ProgramOptions): void {
  subcommand(program, "init", "set up a project: configuration, a first flow with its callables, npm scripts")
    .option("--dir <folder>", "the folder for the flows (default: flows, below your sources)")
    .addOption(
      new Option(
        "--bundler <name>",
        "the bundler whose plugin imports flows, or none (default: the one that the project has)",
      ).choices([...bundlerNames, "none"]),
    )
    .addOption(
      new Option(
        "--runtime <kind>",
        "import the runtime from the package, or inline it as a file of the project",
      ).choices(["package", "inline"]),
    )
    .option("-y, --yes", "ask nothing")
    .action(async (_: unknown, command: Command) => {
      const parsed = command.optsWithGlobals<Parsed & InitOptions>();
      const { init } = await import("./init.js");
      finish(await init(parsed, createTerminal({ noColor: !parsed.color })));
    });
}

/**
 * Escapes commander's messages, which quote arguments unchanged. Only the suggestion that commander adds gets a line of
 * its own.
 */
function visibleUsage(text: string): string {
  const lines = text.trimEnd().split(/\n(?=\(Did you mean [^\n]*$)/u);
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}

/** Adds a command. It inherits settings such as `exitOverride` from the program. */
function subcommand(program: Command, name: keyof typeof helpOf, description: string): Command {
  return program.command(name).description(description).addHelpText("after", helpOf[name]);
}

/** The status for an error that commander throws: success for requested help, wrong usage for everything else. */
export function statusOf(commanderCode: string): ExitStatus {
  const isAsked = ["commander.helpDisplayed", "commander.version"].includes(commanderCode);
  return isAsked ? exitStatus.fine : exitStatus.usage;
}
