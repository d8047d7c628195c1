import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Hashes everything that determines what the package does: its sources and the versions of its build tools. */
export function hashOfSources(root: string): string {
  const hash = createHash("sha1");
  const folders = ["grammar", "compiler", "runtime", "src"];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  );
  for (const file of [...files.filter((name) => name.endsWith(".ts")).sort(), "package.json"]) {
    hash
      .update(file.replaceAll("\\", "/"))
      .update("\0")
      .update(readFileSync(path.join(root, file)));
  }
  return hash.digest("base64url").slice(0, 16);
}
