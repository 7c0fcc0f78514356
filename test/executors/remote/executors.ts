/** The executors of a real Python: one in a process, one behind a container's command line, one behind a service. The last two are fakes. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CPythonExecutor } from "../../../src/executors/remote/cpython.ts";
import { DockerExecutor } from "../../../src/executors/remote/docker.ts";
import { E2BExecutor, type E2BSandbox } from "../../../src/executors/remote/e2b.ts";
import type { SessionExecutor, SessionOptions } from "../../../src/executors/session.ts";

/** Where the fakes work. */
export const directory: string = mkdtempSync(join(tmpdir(), "threadsnake-remote-"));
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));

/** A container command that runs the command in place and notes how it was called. */
const fakeDocker: string = join(directory, "docker");
writeFileSync(
  fakeDocker,
  `#!/bin/sh\necho "$@" | cut -c1-400 | head -1 >> ${directory}/docker.log\nif [ "$1" = rm ]; then exit 0; fi\nwhile [ "$1" != python3 ]; do shift; done\ncd ${directory}\nexec "$@"\n`,
);
chmodSync(fakeDocker, 0o755);

/** The part of E2B's service that is used: a process with text pipes. */
function fakeE2B(): E2BSandbox & { killed: boolean } {
  const children = new Map<number, ReturnType<typeof spawn>>();
  let runner = "";
  return {
    killed: false,
    files: {
      write: async (_path, data) => {
        runner = data;
      },
    },
    commands: {
      run: async (_command, { onStdout }) => {
        const child = spawn("python3", ["-I", "-c", runner, "lines"], {
          stdio: ["pipe", "pipe", "inherit"],
          cwd: directory,
        });
        const pid = child.pid ?? 0;
        children.set(pid, child);
        // In pieces that end anywhere, as a service sends them.
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
          onStdout(text.slice(0, 7));
          onStdout(text.slice(7));
        });
        return {
          pid,
          kill: async () => child.kill("SIGKILL"),
          wait: () => new Promise((resolve) => child.on("exit", resolve)),
        };
      },
      sendStdin: async (pid, text) => children.get(pid)?.stdin?.write(text),
    },
    async kill() {
      this.killed = true;
    },
  };
}

export const EXECUTORS: Array<[string, (options?: SessionOptions) => SessionExecutor]> = [
  ["a real Python", (options) => new CPythonExecutor(options)],
  ["a container", (options) => new DockerExecutor({ ...options, command: fakeDocker })],
  ["E2B", (options) => new E2BExecutor({ ...options, sandbox: fakeE2B() })],
];
