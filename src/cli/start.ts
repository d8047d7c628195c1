/** What every command needs, loaded at once. */
export { CommanderError } from "commander";
export { createNodeTerminal } from "./node-terminal.js";
export { createProgram, statusOf } from "./program.js";
