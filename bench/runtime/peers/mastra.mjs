/** Mastra: a node is a step of a workflow. The run keeps the result of each step. */
import { createStep, createWorkflow } from "@mastra/core/workflows";
import { z } from "zod";

export async function prepare(ops, { nodes }) {
  const schema = z.any();
  const steps = nodes.map((id) =>
    createStep({
      id,
      inputSchema: schema,
      outputSchema: schema,
      execute: async ({ inputData }) => ops[id](inputData),
    }),
  );
  let workflow = createWorkflow({ id: "chain", inputSchema: schema, outputSchema: schema });
  for (const step of steps) workflow = workflow.then(step);
  workflow.commit();
  const open = workflow.createRunAsync ?? workflow.createRun;
  return async (input) => {
    const run = await open.call(workflow);
    const ended = await run.start({ inputData: input });
    if (ended.status !== "success") throw new Error(`mastra: ${ended.status}`);
    const payloads = Object.fromEntries(nodes.map((id) => [id, ended.steps[id].output]));
    return { value: ended.result, payloads };
  };
}
