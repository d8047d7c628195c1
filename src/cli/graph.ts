import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import { interruptible } from "../base/interruptible.js";
import { isError } from "../base/is-error.js";
import { createProgress } from "../base/progress.js";
import type { Terminal } from "../base/terminal.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { drawPictures } from "../graph/draw-pictures.js";
import type { PictureOutput } from "../graph/draw-options.js";
import type { PictureKind } from "../graph/picture-kinds.js";
import { expandPictures } from "../graph/expand-pictures.js";
import { editorLink, type LinkTemplate, parseLinkTemplate } from "../graph/link-template.js";
import { outputOf, outputOfFile } from "../graph/picture-outputs.js";
import { picturePaths } from "../graph/picture-paths.js";
import { planPictures, type PlannedPictures } from "../graph/plan-pictures.js";
import { comparePictures, type PictureFile, writePictures } from "../graph/write-pictures.js";
import { findTargets } from "../project/find-targets.js";
import { isOutOfDate, type ModuleReport } from "../project/findings-report.js";
import { readProjectFlows } from "../project/project-flows.js";
import type { GlobalOptions } from "./global-options.js";
import { printFindings, printFindingsAside } from "./print-findings.js";
import { describePictures } from "./describe-pictures.js";
import { printUsageErrors } from "./print-usage-errors.js";

export interface GraphCommandOptions extends GlobalOptions {
  readonly as?: PictureKind;
  readonly direction: "down" | "right";
  readonly theme: "auto" | "light" | "dark";
  readonly detail: "names" | "callables";
  /** A file or folder, relative to the working directory. */
  readonly out?: string;
  /** Write nothing; compare what would be written with what is there. */
  readonly check?: boolean;
  readonly link?: string;
  /** How many levels of flows in flows are drawn with their nodes. */
  readonly expand?: number;
}

/** `flowc graph [paths…]`: draws flows. One goes to stdout; with `--out` they are files, which `--check` compares. */
export async function graph(
  paths: readonly string[],
  options: GraphCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  return interruptible(terminal, async () => {
    const how = readOptions(options, terminal);
    if (!how.ok) return printUsageErrors(how.errors, terminal);
    const targets = await findTargets(paths, options, terminal);
    if (!targets.ok) return printUsageErrors(targets.errors, terminal);
    const flows = await readProjectFlows(targets.value, terminal.cwd);
    if (!flows.ok) return printUsageErrors(flows.errors, terminal);
    const planned = planPictures(flows.value);
    if (!planned.ok) return printUsageErrors(planned.errors, terminal);
    const { out, expand } = options;
    const pictures = expandPictures(planned.value.pictures, expand);
    if (!pictures.ok) return printUsageErrors(pictures.errors, terminal);
    const found = { ...planned.value, pictures: pictures.value };
    const drawing = { ...options, ...how.value };
    return out === undefined
      ? printPicture(found, drawing, terminal)
      : keepPictures(found, { ...drawing, out }, terminal);
  });
}

interface How {
  readonly output: PictureOutput;
  readonly template: LinkTemplate | undefined;
}

function readOptions({ as, out, check, link }: GraphCommandOptions, terminal: Terminal): Outcome<How> {
  const named = as ?? (out === undefined ? undefined : outputOfFile(out)?.kind);
  const kind = named ?? (out === undefined && terminal.outIsTerminal === true ? "text" : "svg");
  const output = outputOf(kind);
  if (output === undefined) throw new Error(`flowc: no output of the kind ${kind}`);
  if (check === true && out === undefined) {
    return failure({ message: "`--check` needs `--out`", help: "Name the file or folder that you commit." });
  }
  if (check === true && kind === "png") {
    const message = "`--check` cannot compare PNGs: their pixels depend on the fonts of each machine";
    return failure({ message, help: "Commit SVGs instead." });
  }
  if (check === true && kind === "html" && link === undefined) {
    const message = "`--check` cannot compare pages that link to files of this machine";
    return failure({ message, help: "Say where the flow files are published: `--link 'https://…/{file}#L{line}'`." });
  }
  const given = link ?? (kind === "html" ? editorLink : undefined);
  if (given === undefined) return success({ output, template: undefined });
  const parsed = parseLinkTemplate(given);
  return parsed.ok ? success({ output, template: parsed.value }) : parsed;
}

type Drawing = GraphCommandOptions & How;

function drawOptions({ direction, theme, detail, output, template }: Drawing): Parameters<typeof drawPictures>[1] {
  return { direction, theme, namesOnly: detail === "names", output, link: template };
}

/** Prints one picture to stdout, so findings go to stderr in every format. */
async function printPicture(planned: PlannedPictures, drawing: Drawing, terminal: Terminal): Promise<ExitStatus> {
  const { pictures, report } = planned;
  if (report.flows > 1 || (pictures.length > 0 && drawing.output.kind === "png" && terminal.outIsTerminal === true)) {
    const message =
      report.flows > 1 ? `${report.flows} flows, but only one picture can be printed` : "a PNG is not text";
    return printUsageErrors([{ message, help: "Name a folder for the pictures with `--out`." }], terminal);
  }
  const drawn = await drawPictures(pictures, drawOptions(drawing));
  if (!drawn.ok) return printUsageErrors(drawn.errors, terminal);
  if (report.diagnostics.length > 0) printFindingsAside(report, drawing.format, terminal);
  for (const content of drawn.value) terminal.out(content);
  return report.diagnostics.some(isError) ? exitStatus.findings : exitStatus.fine;
}

/** Writes pictures to files, or compares them with these. */
async function keepPictures(
  { pictures, report }: PlannedPictures,
  drawing: Drawing & { readonly out: string },
  terminal: Terminal,
): Promise<ExitStatus> {
  const { out, output, check, format } = drawing;
  const paths = picturePaths(pictures, out, { output, cwd: terminal.cwd });
  if (!paths.ok) return printUsageErrors(paths.errors, terminal);
  const progress = createProgress(terminal, format === "pretty");
  const onPicture = (done: number): Promise<void> => progress.step("drawing", done, pictures.length);
  const drawn = await drawPictures(pictures, { ...drawOptions(drawing), onPicture });
  if (!drawn.ok) return printUsageErrors(drawn.errors, terminal);
  const files = paths.value.map((path, index): PictureFile => ({ ...path, content: drawn.value[index] ?? "" }));
  const changes = check === true ? success(comparePictures(files)) : writePictures(files, output);
  if (!changes.ok) return printUsageErrors(changes.errors, terminal);
  printChanges({ report, changes: changes.value }, drawing, terminal);
  return report.diagnostics.some(isError) || changes.value.some(isOutOfDate) ? exitStatus.findings : exitStatus.fine;
}

function printChanges(
  { report, changes }: { readonly report: PlannedPictures["report"]; readonly changes: readonly ModuleReport[] },
  { format, check = false }: Drawing,
  terminal: Terminal,
): void {
  if (format !== "pretty" || report.diagnostics.length > 0) {
    printFindings({ ...report, modules: changes }, format, terminal);
  }
  if (format !== "pretty") return;
  if (report.diagnostics.length > 0) terminal.error("\n");
  terminal.error(describePictures(changes, check));
}
