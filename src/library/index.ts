/**
 * flowc as a library: flows from files and objects, and the compiler itself.
 *
 * @module flowc
 */
export { compileFlow } from "../../compiler/compile.js";
export type { CompileOptions, CompileResult } from "../../compiler/compile.js";
export { type FlowSource, planFlow, type PlanResult } from "../../compiler/plan-flow.js";
export type { Diagnostic, Fix, Related } from "../../compiler/diagnostics/diagnostic.js";
export type { Severity } from "../../compiler/diagnostics/severity.js";
export type { Position, Span } from "../../compiler/diagnostics/span.js";
export type { EmittedModule, Mapping } from "../../compiler/emit/emitted-module.js";
export type { CompilerHost, ModuleExports, ResolvedModule } from "../../compiler/host.js";
export type { FlowPlan, NodePlan } from "../../compiler/plan.js";
export { defineConfig, type FlowcConfig } from "../config/flowc-config.js";
export type { ConfiguredFlow, Dsl, DslContext, DslFlow, DslNode, DslNodes } from "./dsl.js";
export { FlowCompileError } from "./flow-compile-error.js";
export { fromConfig, type FromConfigOptions } from "./from-config.js";
export { fromDsl } from "./from-dsl.js";
export { createNodeHost, type NodeHost, type NodeHostOptions } from "../host/node-host.js";
export { loadLayout, type Layout } from "../graph/layout.js";
export { pictureOf } from "../../picture/picture-of.js";
export type { ChildFlow, Container, Picture, PictureEdge, PictureNode, Place, Sign } from "../../picture/picture.js";
export type { PlacedPicture } from "../../picture/layout/placed.js";
export { svgOf, type SvgOptions } from "../../picture/svg/svg.js";
