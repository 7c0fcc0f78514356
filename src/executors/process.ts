/**
 * The sandbox in a child process. It gets an empty environment, the locks of `process-command.ts` and one private channel on
 * descriptor 3; nothing it prints is read as a message, and it can be killed whatever it does.
 */
import type { Socket } from "node:net";
import { SandboxConnection } from "./connection.ts";
import { processCommand, type ProcessCommand, type ProcessCommandOptions } from "./process-command.ts";
import { StreamTransport } from "./process-stream.ts";

const { spawn } = process.getBuiltinModule("node:child_process");

/** The place of the channel among the child's descriptors. */
const CHANNEL = 3;

export interface StartOptions {
  cwd?: string | undefined;
  env?: Record<string, string> | undefined;
  cleanUp?: (() => void) | undefined;
}

/** Starts `command` with a channel on descriptor 3. */
export function startProcess({ file, args }: ProcessCommand, options: StartOptions = {}): StreamTransport {
  const isWindows = process.platform === "win32";
  const child = spawn(file, args, {
    // Windows does not start a program without SystemRoot.
    env: { ...(isWindows ? { SystemRoot: process.env["SystemRoot"] } : {}), ...options.env },
    cwd: options.cwd ?? (isWindows ? undefined : "/"),
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    // Out of the terminal's group: Ctrl-C is the host's to handle.
    detached: !isWindows,
    windowsHide: true,
  });
  const channel = child.stdio[CHANNEL] as Socket; // "pipe" above makes it one
  return new StreamTransport({
    child,
    input: channel,
    output: channel,
    leadsGroup: !isWindows,
    cleanUp: options.cleanUp,
  });
}

/** Starts a sandbox process. */
export function openProcess(options: ProcessCommandOptions): SandboxConnection {
  return new SandboxConnection(startProcess(processCommand(options)));
}
