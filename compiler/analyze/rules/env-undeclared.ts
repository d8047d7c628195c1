import { closestNames } from "../../diagnostics/closest-names.js";
import { allReferences } from "../../reference-uses.js";
import type { Rule } from "../rule.js";

/** Reports a read of an environment variable that is not in the configuration's `env`, if there is such a list. */
export const envUndeclared: Rule = ({ ast, env, report }) => {
  if (env === undefined) return;
  for (const reference of allReferences(ast)) {
    const [key] = reference.path;
    if (reference.scope !== "env" || key === undefined || env.includes(String(key.value))) continue;
    const name = String(key.value);
    report.add({ code: "env/undeclared", params: { name, closest: closestNames(name, env) }, span: key.span });
  }
};
