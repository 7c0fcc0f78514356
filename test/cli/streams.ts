/** A terminal for tests: what it was sent, as text. */
import { PassThrough, Writable } from "node:stream";
import type { TerminalHost } from "../../src/cli/terminal.ts";

export interface FakeTerminal {
  host: TerminalHost;
  /** What a person types. */
  keyboard: PassThrough;
  stdout(): string;
  stderr(): string;
}

export interface FakeOptions {
  isTTY?: boolean;
  columns?: number;
  env?: Record<string, string>;
}

export function fakeTerminal({ isTTY = false, columns = 80, env = {} }: FakeOptions = {}): FakeTerminal {
  const [stdout, stderr] = [new Collector(isTTY, columns), new Collector(isTTY, columns)];
  const keyboard = new PassThrough();
  if (!isTTY) keyboard.end();
  return {
    keyboard,
    // Without CI a terminal would draw its changing line, at times that no test knows.
    host: { stdout, stderr, stdin: Object.assign(keyboard, { isTTY }), env: { CI: "1", ...env } },
    stdout: () => stdout.text,
    stderr: () => stderr.text,
  };
}

class Collector extends Writable {
  readonly isTTY: boolean;
  readonly columns: number;
  text = "";

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
