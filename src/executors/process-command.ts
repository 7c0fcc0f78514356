/** The command line of a sandbox process: Node's own locks, and what the system adds where it is present and allowed. */
import type { SpawnSyncReturns } from "node:child_process";

// Taken from the running process, not imported: a bundle for browsers contains this file and must find no `node:` in it.
const { spawnSync } = process.getBuiltinModule("node:child_process");
const { existsSync, realpathSync } = process.getBuiltinModule("node:fs");

export interface ProcessCommand {
  file: string;
  args: string[];
}

export interface ProcessCommandOptions {
  /** The module that runs inside. */
  entry: string;
  /** What the program may hold, in bytes; the locks leave room above it for the engine. */
  memoryBytes: number;
}

const MEBIBYTE = 2 ** 20;
/** Node and the engine themselves, beside what the program builds. */
const HEAP_MARGIN = 64 * MEBIBYTE;
/** Young generation, code, thread stacks and buffers count for `prlimit --data` but not for the heap. */
const DATA_MARGIN = 320 * MEBIBYTE;
/** What newer V8s set aside at their start: Node 24 does not start with 500 MB in all, and does with 600. */
const RESERVED = 512 * MEBIBYTE;

/** The whole command for this system. */
export function processCommand({ entry, memoryBytes }: ProcessCommandOptions): ProcessCommand {
  const path = realpathSync(entry);
  const node = [process.execPath, ...nodeFlags(path, memoryBytes), path];
  const data = memoryBytes + HEAP_MARGIN + DATA_MARGIN + (nodeVersion().major > 22 ? RESERVED : 0);
  const [file = process.execPath, ...args] = [...systemLocks().flatMap((lock) => lock.command(data)), ...node];
  return { file, args };
}

function nodeFlags(path: string, memoryBytes: number): string[] {
  const permission = hasStablePermissions() ? "--permission" : "--experimental-permission";
  // dist/executors/entry.js and what it shares with the package's other entries, dist/chunks/.
  // Node aborts when one path is named twice.
  const readable = new Set([path, path.replace(/executors[\\/][^\\/]+$/, "chunks/")]);
  return [
    permission,
    ...[...readable].map((target) => `--allow-fs-read=${target}`),
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${Math.ceil((memoryBytes + HEAP_MARGIN) / MEBIBYTE)}`,
    // The default of about 1 MB is less than 1000 nested Python calls need; Windows gives the main thread no more.
    ...(process.platform === "win32" ? [] : ["--stack-size=3900"]),
    "--expose-gc",
    "--no-warnings",
  ];
}

function nodeVersion(): { major: number; minor: number } {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return { major, minor };
}

function hasStablePermissions(): boolean {
  const { major, minor } = nodeVersion();
  return major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
}

interface SystemLock {
  name: "network" | "memory" | "parent";
  command(dataBytes: number): string[];
}

/** From the outermost to the innermost; the last words of each are the command it starts. */
const LOCKS: ReadonlyArray<{ name: SystemLock["name"]; forms: Array<(dataBytes: number) => string[]> }> = [
  // No network but an empty one of its own. Without privileges a user namespace must come first.
  { name: "network", forms: [() => ["unshare", "--net", "--"], () => ["unshare", "--user", "--net", "--"]] },
  { name: "memory", forms: [(data) => ["prlimit", `--data=${data}`, "--core=0", "--"]] },
  // Dies with the host also while it computes; otherwise it notices at its next look at the clock or the channel.
  {
    name: "parent",
    forms: [
      () => ["setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"],
      () => ["setpriv", "--pdeathsig", "KILL", "--"],
    ],
  },
];

let probed: SystemLock[] | undefined;

/** The locks that work here, probed once. */
export function systemLocks(): readonly SystemLock[] {
  probed ??=
    process.platform === "linux"
      ? LOCKS.flatMap(({ name, forms }) =>
          forms
            .filter(works)
            .slice(0, 1)
            .map((command) => ({ name, command })),
        )
      : [];
  return probed;
}

function works(command: (dataBytes: number) => string[]): boolean {
  const [file = "", ...args] = [...command(1024 * MEBIBYTE), "/bin/true"];
  if (!existsSync("/bin/true")) return false;
  const result: SpawnSyncReturns<Buffer> = spawnSync(file, args, { stdio: "ignore", timeout: 2000 });
  return result.status === 0;
}
