/** Directories and files of the virtual file system, with the errors of an operating system. */
import { raised } from "../../runtime/frames.ts";
import { call } from "../../runtime/call.ts";
import { spend } from "../../runtime/limits.ts";
import { exceptionTypes } from "../../runtime/raise.ts";
import type { PyException, PyValue } from "../../runtime/values.ts";
import { normalise, type VirtualFiles, virtualFiles } from "../io/virtual-files.ts";

const MESSAGES = {
  2: "No such file or directory",
  17: "File exists",
  20: "Not a directory",
  21: "Is a directory",
  22: "Invalid argument",
  39: "Directory not empty",
} as const;
type ErrorNumber = keyof typeof MESSAGES;

/** The OSError about one path, or about two. */
export function pathError(errno: ErrorNumber, path: PyValue, second?: PyValue): PyException {
  const args: PyValue[] = [errno, MESSAGES[errno], path];
  return raised(call(exceptionTypes.OSError, second === undefined ? args : [...args, null, second]));
}

export type Kind = "file" | "directory";

/** What stands at a path; undefined when nothing does. */
export function kindOf(path: string, files: VirtualFiles = virtualFiles()): Kind | undefined {
  if (path === "") return undefined;
  if (files.isFile(path)) return path.endsWith("/") ? undefined : "file";
  return files.isDirectory(path) ? "directory" : undefined;
}

/** The error for a path where nothing stands: a file in the place of a folder is another one. */
export function missing(path: string, shown: PyValue, second?: PyValue): PyException {
  const files = virtualFiles();
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const above = parts.slice(0, count).join("/");
    if (above !== "" && files.isFile(above)) return pathError(20, shown, second);
  }
  return pathError(2, shown, second);
}

export function requireKind(path: string, shown: PyValue): Kind {
  const kind = kindOf(path);
  if (kind === undefined) throw missing(path, shown);
  return kind;
}

/** The names in a directory, in the order in which they came. */
export function listNames(path: string, shown: PyValue): string[] {
  if (requireKind(path, shown) === "file") throw pathError(20, shown);
  const files = virtualFiles(),
    plain = normalise(path),
    prefix = plain === "" ? "" : `${plain}/`;
  const names = new Set<string>();
  spend(files.files.size + files.directories.size);
  for (const keys of [files.files.keys(), files.directories]) {
    for (const key of keys) {
      const inside = normalise(key);
      if (inside.length > prefix.length && inside.startsWith(prefix))
        names.add(inside.slice(prefix.length).split("/")[0] ?? "");
    }
  }
  return [...names];
}

function parentOf(path: string): string {
  const plain = normalise(path);
  return plain.slice(0, Math.max(0, plain.lastIndexOf("/")));
}

/** Folders stay when the last of their contents goes. */
function keepFolders(path: string): void {
  const files = virtualFiles();
  for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) files.directories.add(folder);
}

export function makeDirectory(path: string, shown: PyValue): void {
  if (kindOf(path) !== undefined || normalise(path) === "") throw pathError(path === "" ? 2 : 17, shown);
  const parent = parentOf(path);
  const above = parent === "" ? "directory" : kindOf(parent);
  if (above !== "directory") throw missing(path, shown);
  virtualFiles().directories.add(normalise(path));
}

export function removeDirectory(path: string, shown: PyValue): void {
  if (requireKind(path, shown) === "file") throw pathError(20, shown);
  if (listNames(path, shown).length > 0) throw pathError(39, shown);
  keepFolders(path);
  virtualFiles().directories.delete(normalise(path));
}

export function removeFile(path: string, shown: PyValue): void {
  if (requireKind(path, shown) === "directory") throw pathError(21, shown);
  keepFolders(path);
  const files = virtualFiles();
  files.remove(files.key(path));
}

/** Moves a file or a whole directory; what stands at the target is replaced where POSIX replaces it. */
export function rename(from: string, to: string, shown: PyValue, shownTarget: PyValue): void {
  const kind = kindOf(from),
    target = kindOf(to);
  if (kind === undefined) throw missing(from, shown, shownTarget);
  const parent = parentOf(to);
  if (parent !== "" && kindOf(parent) !== "directory") throw missing(to, shown, shownTarget);
  const source = normalise(from),
    goal = normalise(to);
  if (source === goal) return;
  if (kind === "directory" && `${goal}/`.startsWith(`${source}/`)) throw pathError(22, shown, shownTarget);
  if (kind === "file" && target === "directory") throw pathError(21, shown, shownTarget);
  if (kind === "directory" && target === "file") throw pathError(20, shown, shownTarget);
  if (kind === "directory" && target === "directory" && listNames(to, shownTarget).length > 0)
    throw pathError(39, shown, shownTarget);
  keepFolders(from);
  const files = virtualFiles();
  if (kind === "file") {
    moveFile(files, files.key(from), files.key(to));
    return;
  }
  spend(files.files.size + files.directories.size);
  for (const key of [...files.files.keys()]) {
    const plain = normalise(key);
    if (plain.startsWith(`${source}/`)) moveFile(files, key, goal + plain.slice(source.length));
  }
  for (const folder of [...files.directories]) {
    if (folder !== source && !folder.startsWith(`${source}/`)) continue;
    files.directories.delete(folder);
    files.directories.add(goal + folder.slice(source.length));
  }
  files.directories.add(goal);
}

function moveFile(files: VirtualFiles, from: string, to: string): void {
  const bytes = files.read(from) ?? new Uint8Array(0);
  files.remove(from);
  files.create(to);
  files.write(to, 0, bytes);
}

/** The size of a file; a folder has that of one on a disk. */
export function sizeOf(path: string, kind: Kind): number {
  const files = virtualFiles();
  return kind === "directory" ? 4096 : (files.read(files.key(path))?.length ?? 0);
}
