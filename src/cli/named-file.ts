/** Files that the options name. */
import { readFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

/** The first line of a file, for a key that must not stand in the list of processes. */
export function readSecret(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const key = readNamedFile(path).toString("utf8").split("\n")[0]?.trim() ?? "";
  if (key === "") throw new UsageError(`${path} holds no key`);
  return key;
}

export function readNamedFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new UsageError(`cannot read ${path}: ${reason}`, { cause: error });
  }
}
