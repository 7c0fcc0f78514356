/** Files in which command line tools of clouds keep credentials; Node's modules come by name, so that a bundle for browsers holds none. */
import type * as Fs from "node:fs";
import type * as Os from "node:os";
import type * as Path from "node:path";
import { readEnvironmentVariable } from "./env.ts";
import { ModelError } from "./errors.ts";

/** The text of a file, by a path from the person's home where it is not absolute; undefined where there is none. */
export function readHomeFile(path: string): string | undefined {
  const load = (globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } }).process?.getBuiltinModule;
  if (load === undefined) return undefined;
  // Types of modules that are asked for by name.
  const [fs, os, { resolve }] = [
    load("node:fs") as typeof Fs,
    load("node:os") as typeof Os,
    load("node:path") as typeof Path,
  ];
  try {
    return fs.readFileSync(resolve(readEnvironmentVariable("HOME") ?? os.homedir(), path), "utf8");
  } catch (cause) {
    const { code } = cause as { code?: unknown };
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new ModelError("model-auth", `the file ${path} cannot be read (${String(code)})`, {
      hint: "Correct its path or its permissions: credentials are looked for there.",
      cause,
      retryLimit: 0,
    });
  }
}
