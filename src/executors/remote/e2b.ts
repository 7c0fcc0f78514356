/** A real Python in an E2B sandbox (a small virtual machine in E2B's cloud). The SDK is an optional peer: `npm install e2b`. */
import { ThreadsnakeError } from "../../errors.ts";
import { SandboxConnection } from "../connection.ts";
import { SessionExecutor, type SessionOptions } from "../session.ts";
import { LineTransport, type TextEvents, type TextProgram } from "./line-transport.ts";
import { RUNNER } from "./runner.ts";

/** What is used of the SDK's `Sandbox`. */
export interface E2BSandbox {
  files: { write(path: string, data: string): Promise<unknown> };
  commands: {
    run(
      command: string,
      options: {
        background: true;
        stdin: true;
        timeoutMs: number;
        onStdout(text: string): void;
        onStderr(text: string): void;
      },
    ): Promise<{ pid: number; kill(): Promise<unknown>; wait(): Promise<unknown> }>;
    sendStdin(pid: number, text: string): Promise<unknown>;
  };
  kill(): Promise<unknown>;
}

export interface E2BExecutorOptions extends SessionOptions {
  /** Default: the environment variable E2B_API_KEY, read by the SDK. */
  apiKey?: string | undefined;
  /** The sandbox's template, with Python 3.10 or newer. */
  template?: string | undefined;
  /** How long the sandbox lives at most. Default one hour. */
  sandboxSeconds?: number | undefined;
  /** A sandbox of one's own; it is not killed at the end. */
  sandbox?: E2BSandbox | undefined;
}

const RUNNER_PATH = "/tmp/threadsnake-runner.py";
const DEFAULT_SECONDS = 3600;

/** Runs actions in an E2B sandbox; names persist until a limit ends its Python. */
export class E2BExecutor extends SessionExecutor {
  constructor(options: E2BExecutorOptions = {}) {
    let sandbox = options.sandbox;
    super(options, {
      open: async () => {
        const machine = (sandbox ??= await createSandbox(options));
        return new SandboxConnection(new LineTransport((events) => startRunner(machine, events)));
      },
      canRepeat: false,
      dispose: async () => {
        if (options.sandbox === undefined) await sandbox?.kill();
      },
    });
  }
}

async function startRunner(sandbox: E2BSandbox, events: TextEvents): Promise<TextProgram> {
  await sandbox.files.write(RUNNER_PATH, RUNNER);
  const command = await sandbox.commands.run(`cd "$(mktemp -d)" && exec python3 -I ${RUNNER_PATH} lines`, {
    background: true,
    stdin: true,
    timeoutMs: 0,
    onStdout: (text) => events.output(text),
    onStderr: () => {},
  });
  const ended = (error?: unknown): void => events.end(error instanceof Error ? error.message : "its Python ended");
  command.wait().then(() => ended(), ended);
  return { write: (text) => sandbox.commands.sendStdin(command.pid, text), kill: () => command.kill() };
}

async function createSandbox(options: E2BExecutorOptions): Promise<E2BSandbox> {
  // A name the bundler does not follow: the SDK is there only for those who installed it.
  const name = "e2b";
  const sdk = (await import(name).catch((cause: unknown) => {
    throw new ThreadsnakeError("E2BExecutor needs the package e2b.", {
      code: "peer-missing",
      hint: "Run: npm install e2b",
      cause,
    });
  })) as { Sandbox: { create(template: string | object, options?: object): Promise<E2BSandbox> } };
  const settings = {
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    timeoutMs: (options.sandboxSeconds ?? DEFAULT_SECONDS) * 1000,
  };
  return options.template === undefined ? sdk.Sandbox.create(settings) : sdk.Sandbox.create(options.template, settings);
}
