import { statSync, watch, type FSWatcher } from "node:fs";

/** Watches the entries of folders, but not what is below them. */
export interface WatchedFolders {
  /**
   * Watches exactly these folders (absolute paths), as far as they exist. A folder that another one has replaced gets a
   * new watcher. What happens once this has returned is reported.
   */
  set(folders: Iterable<string>): void;
  close(): void;
}

/** @param onEvent gets the folder and the name of the entry, or null where the system does not say which */
export function watchFolders(onEvent: (folder: string, entry: string | null) => void): WatchedFolders {
  const watched = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  const stop = (folder: string): void => {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  };
  const start = (folder: string, inode: number): void => {
    try {
      const watcher = watch(folder, (_, entry) => {
        onEvent(folder, entry);
      });
      // The watcher of the parent folder reports a folder that is removed.
      watcher.on("error", () => {
        stop(folder);
      });
      watched.set(folder, { watcher, inode });
    } catch {
      // A folder that we may not watch counts as unchanging. Folders that contain flows are watched elsewhere.
    }
  };
  return {
    set: (folders) => {
      const needed = new Set(folders);
      for (const folder of watched.keys()) if (!needed.has(folder)) stop(folder);
      for (const folder of needed) {
        const inode = inodeOf(folder);
        if (watched.get(folder)?.inode === inode) continue;
        stop(folder);
        if (inode !== undefined) start(folder, inode);
      }
    },
    close: () => {
      for (const folder of [...watched.keys()]) stop(folder);
    },
  };
}

function inodeOf(folder: string): number | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? stats.ino : undefined;
}
