import { defineConfig } from "vitest/config";

const path = (relative: string): string => new URL(relative, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: {
      "flowc/config": path("./src/config/flowc-config.ts"),
      "flowc/otel": path("./otel/index.ts"),
      "flowc/runtime": path("./runtime/index.ts"),
      flowc: path("./src/index.ts"),
    },
  },
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/temporary-files.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By default one core is left alone, which on two cores is half of the machine.
    maxWorkers: "100%",
  },
});
