import path from "node:path";

/** Converts between absolute system paths and the posix paths that the compiler and its messages use. */
export interface ProjectPaths {
  /** Absolute path, in the system's spelling. */
  readonly projectDir: string;
  /**
   * The compiler's name for a file: a posix path relative to the project. A file outside the project starts with `../`,
   * so that generated imports of it are the same on every machine. On another Windows drive it stays absolute.
   */
  toProject(absolute: string): string;
  /**
   * The absolute path, in the system's spelling, of a path returned by `toProject` or of any path relative to the
   * project.
   */
  toAbsolute(projectPath: string): string;
}

/** @param projectDir the project's folder; a relative path is resolved against the working directory */
export function createProjectPaths(projectDir: string): ProjectPaths {
  const root = path.resolve(projectDir);
  return {
    projectDir: root,
    toProject: (absolute) => toPosix(path.relative(root, absolute)) || ".",
    toAbsolute: (projectPath) => path.resolve(root, projectPath),
  };
}

/** Replaces the separators of a system path with `/`. */
export function toPosix(file: string): string {
  return path.sep === "\\" ? file.replaceAll("\\", "/") : file;
}
