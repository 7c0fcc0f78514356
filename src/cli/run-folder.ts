/** Where runs are kept, and how a person names one. */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileStore } from "../run/log-file.ts";
import { memoryStore } from "../run/store.ts";
import type { RunStore } from "../run/store.ts";
import type { Arguments } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const SHORTEST_ID = 4;
const SUFFIX = ".jsonl";

export interface RunFolder {
  store: RunStore;
  /** Undefined where nothing is kept. */
  directory: string | undefined;
}

export function folderPath(args: Arguments, env: Readonly<Record<string, string | undefined>>): string {
  const state = env["XDG_STATE_HOME"] ?? "";
  const base = state === "" ? join(homedir(), ".local", "state") : state;
  return resolve(args.text("store") ?? (env["THREADSNAKE_HOME"] || join(base, "threadsnake")));
}

/** For reading and going on with what is there. */
export function openFolder(args: Arguments, terminal: Terminal, secrets: readonly string[] = []): RunFolder {
  const directory = folderPath(args, terminal.host.env);
  return { directory, store: fileStore(directory, { secrets }) };
}

/** For a new run. A place that cannot be written to is said, and stops nobody. */
export function openFolderForWriting(args: Arguments, terminal: Terminal, secrets: readonly string[] = []): RunFolder {
  if (args.has("no-save")) return { directory: undefined, store: memoryStore() };
  const directory = folderPath(args, terminal.host.env);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    if (args.text("store") !== undefined)
      throw new UsageError(`runs cannot be kept in ${directory}: ${reasonOf(error)}`);
    terminal.problem([
      { text: "! ", style: "yellow" },
      { text: `this run is not saved: ${directory} cannot be written to (${reasonOf(error)})` },
    ]);
    return { directory: undefined, store: memoryStore() };
  }
  return { directory, store: fileStore(directory, { secrets }) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/** The beginning of the name that no other run shares, four characters at least. */
export function shortIdIn(directory: string, runId: string): string {
  const others = runIdsIn(directory).filter((id) => id !== runId);
  for (let length = SHORTEST_ID; length < runId.length; length++) {
    const short = runId.slice(0, length);
    if (!others.some((id) => id.startsWith(short))) return short;
  }
  return runId;
}

/** The run that a person means by the beginning of its name, or by `last`. */
export function findRunId(directory: string, words: readonly string[]): string {
  const [name] = words;
  if (name === undefined)
    throw new UsageError("which run?", { hint: "Name one that threadsnake runs lists, or say last." });
  const ids = runIdsIn(directory);
  if (ids.length === 0) throw new UsageError(`there are no runs in ${directory}`);
  if (name === "last") return ids[0] ?? "";
  const found = ids.filter((id) => id.startsWith(name));
  const [first] = found;
  if (first === undefined)
    throw new UsageError(`there is no run ${name} in ${directory}`, {
      hint: "threadsnake runs lists those there are.",
    });
  if (found.length > 1 && !found.includes(name))
    throw new UsageError(`${name} may be ${found.slice(0, 5).join(", ")}`, { hint: "Write more of it." });
  return found.includes(name) ? name : first;
}

/** The newest first. */
function runIdsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => ({ id: name.slice(0, -SUFFIX.length), time: statSync(join(directory, name)).mtimeMs }))
    .sort((left, right) => right.time - left.time)
    .map(({ id }) => id);
}
