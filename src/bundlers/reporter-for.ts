import type { UnpluginContext, UnpluginContextMeta } from "unplugin";
import { joinMessages, type BundlerMessage } from "./messages.js";

/** Reports findings in a flow (absolute path) to a bundler. */
export interface BundlerReporter {
  warn(messages: readonly BundlerMessage[], file: string, context: UnpluginContext): void;
  /** Ends the load with the errors, or adds them to the bundler's list: not all bundlers throw. */
  fail(messages: readonly BundlerMessage[], file: string, context: UnpluginContext): void;
}

/** Chooses the form in which a bundler shows the place and frame of a message best. */
export function reporterFor(framework: UnpluginContextMeta["framework"]): BundlerReporter {
  const hasFrames = framework === "vite" || framework === "rollup" || framework === "rolldown";
  const warning = framework === "esbuild" ? fromColumnZero : plain;
  const shape = hasFrames ? framed : warning;
  return {
    warn: (messages, file, context) => {
      for (const message of messages) context.warn(warning(message, file));
    },
    fail: (messages, file, context) => {
      // With these bundlers, the first error throws.
      for (const message of hasFrames ? [joinMessages(messages)] : messages) context.error(shape(message, file));
    },
  };
}

/**
 * Rollup and similar bundlers print the frame of an error, and Vite's overlay shows it. Vite does not print frames of
 * warnings.
 */
function framed({ message, frame, loc }: BundlerMessage, id: string): PluginMessage {
  return { id, plugin: "flowc", message, frame, stack: "", ...(loc === undefined ? {} : { loc }) };
}

function plain(message: BundlerMessage, id: string): PluginMessage {
  const { loc } = message;
  const text = `${message.message}\n${message.frame}`;
  return { id, plugin: "flowc", message: text, stack: "", ...(loc === undefined ? {} : { loc }) };
}

/** esbuild counts columns from 0. */
function fromColumnZero(message: BundlerMessage, id: string): PluginMessage {
  const { loc } = message;
  return plain(loc === undefined ? message : { ...message, loc: { ...loc, column: loc.column - 1 } }, id);
}

interface PluginMessage {
  readonly id: string;
  readonly plugin: string;
  readonly message: string;
  readonly frame?: string;
  readonly stack?: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
}
