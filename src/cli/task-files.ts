/** Files for a task: code opens them by their names, and images are also shown to the model. */
import { basename } from "node:path";
import type { AgentImage } from "../tools/agent-types.ts";
import { formatBytes } from "./figures.ts";
import { readNamedFile } from "./named-file.ts";
import type { Arguments } from "./options.ts";
import { PipedInput } from "./standard-input.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface TaskFiles {
  files: Record<string, Uint8Array>;
  images: AgentImage[];
  /** What the task says about them. */
  note: string;
}

const STANDARD_INPUT = "stdin.txt";
const IMAGE = /\.(?:png|jpe?g|gif|webp)$/i;

export async function readTaskFiles(args: Arguments, terminal: Terminal): Promise<TaskFiles> {
  const files: Record<string, Uint8Array> = {};
  const images: AgentImage[] = [];
  for (const path of args.list("file")) {
    const name = path === "-" ? STANDARD_INPUT : basename(path);
    if (Object.hasOwn(files, name))
      throw new UsageError(`two files are called ${name}`, { hint: "Code opens them by their names." });
    const bytes = path === "-" ? await readPiped(terminal) : new Uint8Array(readNamedFile(path));
    files[name] = bytes;
    if (!IMAGE.test(name)) continue;
    const { AgentImage } = await import("../tools/agent-types.ts");
    images.push(new AgentImage(bytes));
  }
  const names = Object.entries(files).map(([name, bytes]) => `${name} (${formatBytes(bytes.length)})`);
  return { files, images, note: names.length === 0 ? "" : `\n\nFiles that your code can open: ${names.join(", ")}` };
}

async function readPiped(terminal: Terminal): Promise<Uint8Array> {
  const { stdin } = terminal.host;
  if (stdin.isTTY === true) throw new UsageError("-f - reads the standard input, and that is this terminal");
  return new TextEncoder().encode(await new PipedInput(stdin).whole());
}
