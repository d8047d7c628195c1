import { describe, expect, it } from "vitest";
import type { ModuleExports } from "../../compiler/host.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { addFiles, temporaryProject } from "./temporary-project.js";

/** The exports of the first of these files. Which of them are variables has tests of its own. */
function exportsIn(files: Readonly<Record<string, string>>): object {
  const { values, types, routingClasses, isOpen, syntaxError } = allExportsIn(files);
  return { values, types, routingClasses, isOpen, syntaxError };
}

function allExportsIn(files: Readonly<Record<string, string>>): ModuleExports {
  const [file = ""] = Object.keys(files);
  return createNodeHost({ projectDir: temporaryProject(files) }).exportsOf(file);
}

describe("variables, which may be schemas", () => {
  it.each([
    ["export const a = z.object({}), { b } = f(); export let c; export var d: number;", ["a", "b", "c", "d"]],
    ["const a = 1; function f() {} class C {} enum E {} export { a, a as 'odd name', f, C, E };", ["a", "odd name"]],
    ["export interface A {} export const A = z.object({}); export type A = z.infer<typeof A>;", ["A"]],
    ["export declare const a: number; declare const b: 1; export { b };", ["a", "b"]],
    ["export default z.object({});", ["default"]],
    ["const order = z.object({}); export default order;", ["default"]],
    ["export default () => 1;", ["default"]],
    ["export default function f() {}", []],
    ["export default async function () {}", []],
    ["export default class {}", []],
    ["export default abstract class A {}", []],
    ["function f() {} export default f;", []],
    ["export function a() {} export class B {} export const enum C { X } export enum D {} export namespace E {}", []],
    ["export const A = class {}; const B = class {}; export { B };", ["A"]],
    ["export type A = 1;", []],
    ["export { order } from './schemas.js'; export { other } from 'lib';", ["order"]],
    ["export * from './schemas.js'; export type { order as O } from './schemas.js';", ["order"]],
  ])("%s", (text, variables) => {
    const files = { "ops.ts": text, "schemas.ts": "export const order = z.object({}); export function f() {}" };
    expect(allExportsIn(files).variables).toEqual(variables);
  });
});

const closed = { routingClasses: [], isOpen: false, syntaxError: undefined };

describe("declarations", () => {
  it.each([
    ["export function a() {} export async function* b() {}", ["a", "b"], []],
    ["export class A {} export abstract class B {}", ["A", "B"], []],
    ["export const a = 1, { b, c: [d], ...e } = f();", ["a", "b", "d", "e"], []],
    ["export enum A { X } export const enum B { X }", ["A", "B"], []],
    ["export namespace A { export const x = 1; }", ["A"], []],
    ["export interface A {} export type B = 1;", [], ["A", "B"]],
    ["export interface A {} export const A = 1;", ["A"], []],
    ["export declare function a(): void; export declare const b: 1, c: 2;", ["a", "b", "c"], []],
    ["export declare class A {} export declare enum B {}", ["A", "B"], []],
    ["export default function extract() {}", ["default"], []],
    ["export default abstract class A {}", ["default"], []],
    ["export default () => 1;", ["default"], []],
    ["export default interface A {}", [], ["default"]],
    ["type A = 1; export default A;", [], ["default"]],
    ["const a = 1; type B = 1; interface C {} export { a, B, C };", ["a"], ["B", "C"]],
    ["const a = 1; export { a as default, a as b, a as 'odd name' };", ["default", "b", "odd name"], []],
    ["class A {} class B {} export type { A }; export { type B };", [], ["A", "B"]],
    ["const type = 1; export { type as a, type };", ["a", "type"], []],
    ["function a(x: 1): void; function a(x: any) {} export { a };", ["a"], []],
    ["import * as ns from './gone.js'; export { ns };", ["ns"], []],
    ["const a = 1;", [], []],
    ["", [], []],
    ["export {};", [], []],
  ])("%s", (text, values, types) => {
    expect(exportsIn({ "ops.ts": text })).toEqual({ values, types, ...closed });
  });

  it("reads every kind of source file", () => {
    expect(exportsIn({ "ops.tsx": "export const a = <b/>;" })).toMatchObject({ values: ["a"] });
    expect(exportsIn({ "ops.js": "export const a = <b/>;" })).toMatchObject({ values: ["a"] });
    expect(exportsIn({ "ops.jsx": "export const a = <b/>;" })).toMatchObject({ values: ["a"] });
    expect(exportsIn({ "ops.mts": "export const a: A = b as A;" })).toMatchObject({ values: ["a"] });
    expect(exportsIn({ "ops.mjs": "export const a = 1;" })).toMatchObject({ values: ["a"] });
    expect(exportsIn({ "ops.d.ts": "export const a: 1; export function b(): void;" })).toMatchObject({
      values: ["a", "b"],
    });
    expect(exportsIn({ "ops.ts": "\uFEFFexport const a = 1;" })).toMatchObject({ values: ["a"] });
  });

  it("knows that CommonJS may export anything", () => {
    const open = { values: [], types: [], routingClasses: [], isOpen: true, syntaxError: undefined };
    expect(exportsIn({ "ops.js": "module.exports = { a: 1 };" })).toEqual(open);
    expect(exportsIn({ "ops.js": "exports.a = 1;" })).toEqual(open);
    expect(exportsIn({ "ops.cjs": "load();" })).toEqual(open);
    expect(exportsIn({ "ops.ts": "const a = 1;\nexport = a;" })).toEqual(open);
    expect(exportsIn({ "ops.wasm": "\0asm" })).toEqual(open);
  });

  it("knows that JSON exports no callable", () => {
    expect(exportsIn({ "ops.json": "{}" })).toEqual({ values: [], types: [], ...closed });
  });

  it("gives the first syntax error in one line", () => {
    expect(exportsIn({ "ops.ts": "export const a = 1;\r\n  export const = 2;\nexport const" })).toEqual({
      values: [],
      types: [],
      routingClasses: [],
      isOpen: true,
      syntaxError: "2:16 Unexpected token",
    });
  });

  it("reports a file that cannot be read", () => {
    const project = temporaryProject({ "ops.ts/readme.md": "" });
    const host = createNodeHost({ projectDir: project });
    expect(host.exportsOf("ops.ts").syntaxError).toBe("it is a folder");
    expect(host.exportsOf("gone.ts").syntaxError).toBe("it does not exist");
  });
});

describe("routing classes", () => {
  it.each([
    ["export class A implements RoutingNode<X> {} export class B implements Node {} export class C {}", ["A"]],
    ["export default class implements RoutingNode {}", ["default"]],
    ["class A implements RoutingNode {} export { A as B, A };", ["B", "A"]],
    ["import * as flowc from '@flowc/runtime'; export class A implements flowc.RoutingNode {}", ["A"]],
    ["import { RoutingNode as R } from '@flowc/runtime'; export class A implements Other, R {}", ["A"]],
    ["export const A = class implements RoutingNode {};", ["A"]],
    ["class A implements RoutingNode {}", []],
  ])("%s", (text, routingClasses) => {
    expect(exportsIn({ "ops.ts": text })).toMatchObject({ routingClasses });
  });

  it("are found through other modules", () => {
    const files = {
      "ops.ts": `export * from "./a.js"; export { A as B } from "./a.js";`,
      "a.ts": `export class A implements RoutingNode {}`,
    };
    expect(exportsIn(files)).toMatchObject({ values: ["B", "A"], routingClasses: ["B", "A"] });
  });
});

describe("exports of other modules", () => {
  it("follows `export *`, except for the default", () => {
    const files = {
      "ops.ts": `export * from "./a.js"; export const own = 1;`,
      "a.ts": `export * from "./b/index.js"; export const a = 1; export default 1; export type T = 1;`,
      "b/index.ts": `export function b() {}`,
    };
    expect(exportsIn(files)).toEqual({ values: ["own", "a", "b"], types: ["T"], ...closed });
  });

  it("gives only types for `export type *`", () => {
    const files = { "ops.ts": `export type * from "./a.js";`, "a.ts": `export class A {} export type T = 1;` };
    expect(exportsIn(files)).toEqual({ values: [], types: ["A", "T"], ...closed });
  });

  it("counts `export * as` as one value", () => {
    const files = { "ops.ts": `export * as a from "./a.js";`, "a.ts": `export const b = 1;` };
    expect(exportsIn(files)).toEqual({ values: ["a"], types: [], ...closed });
  });

  it("finds out what a re-exported name is", () => {
    const files = {
      "ops.ts": `export { a, T, gone, default as d } from "./a.js"; export type { C } from "./a.js";
                 import { a as x, type U } from "./a.js"; export { x, U };`,
      "a.ts": `export const a = 1; export type T = 1; export class C {} export type U = 1; export default 1;`,
    };
    expect(exportsIn(files)).toEqual({ values: ["a", "d", "x"], types: ["T", "C", "U"], ...closed });
  });

  it("treats a name from an unreadable module as a value", () => {
    const files = { "ops.ts": `export { a } from "lib"; export { b } from "./c.cjs";`, "c.cjs": "" };
    expect(exportsIn(files)).toEqual({ values: ["a", "b"], types: [], ...closed });
  });

  it.each([`"lib"`, `"./gone.js"`, `"node:path"`, `"./common.cjs"`, `"./broken.js"`])(
    "is open with export * from %s",
    (specifier) => {
      const files = { "ops.ts": `export * from ${specifier};`, "common.cjs": "", "broken.ts": "export const" };
      expect(exportsIn(files)).toEqual({
        values: [],
        types: [],
        routingClasses: [],
        isOpen: true,
        syntaxError: undefined,
      });
    },
  );

  it("ends if modules re-export each other", () => {
    const files = {
      "ops.ts": `export * from "./a.js"; export { b } from "./a.js"; export * from "./ops.js"; export const own = 1;`,
      "a.ts": `export * from "./ops.js"; export * from "./b.js"; export const a = 1;`,
      "b.ts": `export { own as b } from "./ops.js";`,
    };
    expect(exportsIn(files)).toEqual({ values: ["own", "b", "a"], types: [], ...closed });
  });

  it("follows path aliases", () => {
    const files = {
      "ops.ts": `export * from "@/a";`,
      "src/a.ts": `export const a = 1;`,
      "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
    };
    expect(exportsIn(files)).toEqual({ values: ["a"], types: [], ...closed });
  });

  it("reads a file again when it is notified that files changed", () => {
    const root = temporaryProject({ "ops.ts": `export * from "./a.js";`, "a.ts": "export const a = 1;" });
    const host = createNodeHost({ projectDir: root });
    expect(host.exportsOf("ops.ts").values).toEqual(["a"]);
    addFiles(root, { "a.ts": "export const b = 1;" });
    expect(host.exportsOf("ops.ts").values).toEqual(["a"]);
    host.forget();
    expect(host.exportsOf("ops.ts").values).toEqual(["b"]);
  });
});
