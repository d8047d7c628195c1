/** What is wrong with a text that should be the path of a flow file, in words, and how to write it instead. */
export interface PathFault {
  readonly fault: string;
  readonly write: string;
}

const anyOf = "write the path of a flow file, `./enrich.flow.yaml`, or what a module exports, `@acme/flows#enrich`";
const flowFile = /\.(?:ya?ml|json)$/u;

/** Returns why a text cannot be the path of a flow file (SPEC 13), regardless of what is on the disk; undefined if it can. */
export function flowPathFault(text: string): PathFault | undefined {
  const hash = text.indexOf("#");
  if (hash >= 0) {
    const file = text.slice(0, hash);
    if (!flowFile.test(file)) return undefined;
    return { fault: "names a part of a flow file, which is one flow", write: `write \`${file}\`` };
  }
  if (text === "") return { fault: "names no flow", write: anyOf };
  if (/^[a-z][a-z+.-]+:\/\//iu.test(text)) return { fault: "is a URL", write: anyOf };
  if (/^(?:[/\\~]|[a-z]:)/iu.test(text)) {
    return { fault: "is no path relative to this file, so it leads elsewhere on other machines", write: anyOf };
  }
  if (text.startsWith("@")) {
    return {
      fault: "does not say which export of a package it is",
      write: `write \`${text}#…\`, with the name of the export`,
    };
  }
  const sign = signIn(text);
  if (sign !== undefined) {
    return {
      fault: `has a \`${sign}\`, which an import does not read as part of a path`,
      write: "rename the file or folder",
    };
  }
  const withoutEnd = text.replace(/[/\\]+$/u, "");
  if (withoutEnd !== text && flowFile.test(withoutEnd)) {
    return { fault: "ends like a folder", write: `write \`${withoutEnd}\`` };
  }
  return undefined;
}

/**
 * The first character of a path that Node does not read as a part of it in an import, where it begins an escape, a query or a fragment. TypeScript
 * looks for it in the file's name, so no spelling suits both.
 */
export function signIn(path: string): string | undefined {
  return /[%?#]/u.exec(path)?.[0];
}
