import path from "node:path";

/** Translates between absolute paths of the system and the posix paths that the compiler and its messages use. */
export interface ProjectPaths {
  /** Absolute, in the system's spelling. */
  readonly projectDir: string;
  /**
   * The compiler's name of a file: posix, relative to the project. A file outside of the project starts with `../`,
   * so that generated imports of it are the same on every machine; on another drive of Windows it stays absolute.
   */
  toProject(absolute: string): string;
  /** The absolute path, in the system's spelling, of what `toProject` gave (or of any relative path of the project). */
  toAbsolute(projectPath: string): string;
}

/** @param projectDir the project's folder; a relative one is taken from the working directory */
export function createProjectPaths(projectDir: string): ProjectPaths {
  const root = path.resolve(projectDir);
  return {
    projectDir: root,
    toProject: (absolute) => toPosix(path.relative(root, absolute)) || ".",
    toAbsolute: (projectPath) => path.resolve(root, projectPath),
  };
}

/** Spells a path of the system with `/`. */
export function toPosix(file: string): string {
  return path.sep === "\\" ? file.replaceAll("\\", "/") : file;
}
