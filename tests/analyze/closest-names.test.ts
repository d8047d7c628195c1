import { expect, test } from "vitest";
import { closestNames } from "../../compiler/diagnostics/closest-names.js";

test("a name that differs by few characters", () => {
  expect(closestNames("extrat", ["extract", "load"])).toEqual(["extract"]);
  expect(closestNames("Load", ["load", "lead"])).toEqual(["load", "lead"]);
  expect(closestNames("abc", ["abd", "xyz"])).toEqual(["abd"]);
});

test("a short name is not confused with any other short name", () => {
  expect(closestNames("a", ["b", "c"])).toEqual([]);
  expect(closestNames("id", ["ip", "io"])).toEqual([]);
  expect(closestNames("ID", ["id"])).toEqual(["id"]);
});

test("at most three, closest first", () => {
  expect(closestNames("name", ["names", "game", "same", "fame", "nome"])).toHaveLength(3);
});

test("never the name itself", () => {
  expect(closestNames("load", ["load", "lead"])).toEqual(["lead"]);
});
