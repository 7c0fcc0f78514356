/** Starts a container with the runner of remote/runner.ts and removes it at the end; frames go through its standard input and output. */
import { SandboxConnection, type Transport, type TransportEnd } from "./connection.ts";
import type { EngineLimits } from "./executor.ts";
import { StreamTransport } from "./process-stream.ts";
import { RUNNER } from "./remote/runner.ts";

const { spawn } = process.getBuiltinModule("node:child_process");
const { randomUUID } = process.getBuiltinModule("node:crypto");

export interface ContainerOptions {
  /** An image with Python 3.10 or newer. Default `"python:3.12-slim"`. */
  image?: string | undefined;
  /** The container command: `docker`, `podman`, or a path. Default `"docker"`. */
  command?: string | undefined;
  /** Whether the container has a network. Default false. */
  network?: boolean | undefined;
  /** More words for `run`, before the image: mounts, users, runtimes. */
  runArguments?: string[] | undefined;
}

/** A container that serves one session. @internal */
export function openContainer(options: ContainerOptions, limits: EngineLimits): SandboxConnection {
  return new SandboxConnection(new ContainerTransport(options, limits));
}

/** The interpreter and its libraries, beside what the program builds. */
const MEMORY_MARGIN = 256 << 20;

class ContainerTransport implements Transport {
  private readonly command: string;
  private readonly name = `threadsnake-${randomUUID()}`;
  private readonly inner: StreamTransport;

  constructor(options: ContainerOptions, limits: EngineLimits) {
    this.command = options.command ?? "docker";
    const child = spawn(
      this.command,
      [
        "run",
        ...runArguments(this.name, options, limits),
        options.image ?? "python:3.12-slim",
        "python3",
        "-I",
        "-c",
        RUNNER,
        "bytes",
        "0",
        "1",
      ],
      { stdio: ["pipe", "pipe", "pipe"] },
    );
    this.inner = new StreamTransport({ child, input: child.stdin, output: child.stdout, cleanUp: () => this.remove() });
  }

  open(events: Parameters<Transport["open"]>[0]): void {
    this.inner.open(events);
  }

  send(frame: Parameters<Transport["send"]>[0]): void {
    this.inner.send(frame);
  }

  kill(end: TransportEnd): void {
    // Ending the client alone would leave the container.
    this.remove();
    this.inner.kill(end);
  }

  setBusy(busy: boolean): void {
    this.inner.setBusy(busy);
  }

  private remove(): void {
    spawn(this.command, ["rm", "--force", this.name], { stdio: "ignore", detached: true })
      .on("error", () => {})
      .unref();
  }
}

function runArguments(name: string, options: ContainerOptions, limits: EngineLimits): string[] {
  const memory = limits.memoryBytes + MEMORY_MARGIN;
  return [
    "--interactive",
    "--rm",
    `--name=${name}`,
    ...(options.network === true ? [] : ["--network=none"]),
    `--memory=${memory}`,
    `--memory-swap=${memory}`,
    "--pids-limit=256",
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
    "--read-only",
    "--tmpfs=/tmp:rw,exec",
    "--workdir=/tmp",
    ...(options.runArguments ?? []),
  ];
}
