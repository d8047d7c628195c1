/** What every command needs, in one module to load. */
export { CommanderError } from "commander";
export { createNodeTerminal } from "./node-terminal.js";
export { createProgram, statusOf } from "./program.js";
