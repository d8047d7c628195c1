import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["**/dist/", "coverage/", "fixtures/", "examples/", "**/*.flow.ts", "tests/package/project/"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // No rule is switched off in a file.
    linterOptions: { noInlineConfig: true },
    rules: {
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-deprecated": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Numbers and booleans read well in templates; objects do not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Our objects are plain: their functions use no `this`.
      "@typescript-eslint/unbound-method": "off",
      // `{}` is what a conditional type adds nothing with.
      "@typescript-eslint/no-empty-object-type": "off",
      // Users throw, abort with and hand over what they like; it is passed on, or put into words, as it is.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      "no-console": "error",
      "no-empty": "error",
      eqeqeq: "error",
    },
  },
  {
    files: [
      "grammar/**/*.ts",
      "compiler/**/*.ts",
      "picture/**/*.ts",
      "runtime/**/*.ts",
      "trace/**/*.ts",
      "src/**/*.ts",
    ],
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", { max: 5 }],
      // Messages of other packages and of Node are for people: they change without notice. Codes, types and places do not.
      "no-restricted-syntax": ["error", ...readsOf("message"), ...readsOf("stack")],
    },
  },
  {
    // One parameter for each key of a path.
    files: ["runtime/read.ts"],
    rules: { "max-params": "off" },
  },
  {
    // What no type can tell is `any`: only that leaves a sound flow alone.
    files: ["runtime/wiring.ts", "runtime/schemas/declared-types.ts", "tests/runtime/types/*.ts"],
    rules: { "@typescript-eslint/no-explicit-any": "off" },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      // Callables of flows are asynchronous because the test is about that.
      "@typescript-eslint/require-await": "off",
    },
  },
);

/** What decides something by the text of an error's property. */
function readsOf(property: "message" | "stack"): { readonly selector: string; readonly message: string }[] {
  const text = `MemberExpression[property.name="${property}"]`;
  const searches = "/^(match|matchAll|search|includes|startsWith|endsWith|indexOf|lastIndexOf)$/";
  const selectors = [
    `CallExpression[callee.property.name=${searches}][callee.object.property.name="${property}"]`,
    `CallExpression[callee.property.name=/^(test|exec)$/] ${text}`,
    `BinaryExpression[operator=/^[=!]==$/][right.type="Literal"] > ${text}`,
    `SwitchStatement > ${text}`,
  ];
  const message = `A decision must not depend on the text of \`${property}\`: use a code, a type or a place.`;
  return selectors.map((selector) => ({ selector, message }));
}
