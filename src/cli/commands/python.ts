/** `threadsnake python`: the language alone, in this process, within its limits. */
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { recordError } from "../../run/error-record.ts";
import { toRecord } from "../../run/record-value.ts";
import { LimitError, Python, PythonError } from "../../python/index.ts";
import { inOptions } from "../advice.ts";
import { EXIT } from "../exit-codes.ts";
import { readNamedFile } from "../named-file.ts";
import type { Arguments } from "../options.ts";
import { PipedInput } from "../standard-input.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** A thousand nested calls of Python need more than V8's default; the main thread has 8 MB nearly everywhere. */
const STACK_KILOBYTES = 3900;
/** What is printed leaves at once: more of it hurts nobody than in an action of an agent. */
const OUTPUT_BYTES = 64 * 2 ** 20;

interface Program {
  code: string;
  filename: string;
}

export async function runPython(args: Arguments, terminal: Terminal): Promise<number> {
  const program = await readProgram(args, terminal);
  const isJson = args.has("json");
  const { stdout } = terminal.host;
  const python = createPython(args, isJson ? undefined : (text) => void stdout.write(text));
  try {
    const { output, text, repr, logs } = await python.run(program.code, { filename: program.filename });
    if (isJson) terminal.answer(JSON.stringify({ output: toRecord(output), text, repr, logs }));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof PythonError || error instanceof LimitError)) throw error;
    if (error instanceof PythonError && error.type === "SystemExit") return exitBySystem(error, terminal);
    if (isJson) terminal.answer(JSON.stringify({ error: recordError(error), logs: error.logs }));
    else writeError(error, terminal);
    return EXIT.failed;
  }
}

async function readProgram(args: Arguments, terminal: Terminal): Promise<Program> {
  const code = args.text("code");
  const [path] = args.positionals;
  if (code !== undefined) return { code, filename: "<string>" };
  if (path === undefined)
    throw new UsageError("which program?", {
      hint: "Name a file, give the code with -c, or - for the standard input.",
    });
  if (path !== "-") return { code: decodeSource(readNamedFile(path), path), filename: path };
  return { code: await new PipedInput(terminal.host.stdin).whole(), filename: "<stdin>" };
}

function createPython(args: Arguments, print: ((text: string) => void) | undefined): Python {
  const path = args.text("path");
  const seconds = args.number("seconds");
  widenStack();
  return new Python({
    authorizedImports: args.names("allow") ?? [],
    modules: path === undefined ? {} : readModules(path),
    limits: { outputBytes: OUTPUT_BYTES, ...(seconds === undefined ? {} : { seconds }) },
    host: { print, liveBytes: liveByteCounter() },
  });
}

function widenStack(): void {
  if (process.platform === "win32") return;
  setFlagsFromString(`--stack-size=${STACK_KILOBYTES}`);
}

/** Bytes in use above those at the start; the collector is asked before a program is said to need too much. */
function liveByteCounter(): (limit: number) => number {
  setFlagsFromString("--expose-gc");
  // A new context is where V8 puts the function that the flag asks for.
  const collectGarbage = runInNewContext("gc") as () => void;
  const start = usedBytes();
  return (limit) => {
    const used = usedBytes() - start;
    if (used <= limit) return used;
    collectGarbage();
    return usedBytes() - start;
  };
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

/** The .py files of a folder by the names under which they are imported; `pkg/__init__.py` is `pkg`. */
function readModules(directory: string): Record<string, string> {
  const modules: Record<string, string> = {};
  let entries: string[];
  try {
    entries = readdirSync(directory, { recursive: true, encoding: "utf8" });
  } catch (error) {
    throw new UsageError(`cannot read the folder ${directory}`, { cause: error });
  }
  for (const entry of entries.filter((name) => name.endsWith(".py"))) {
    const path = join(directory, entry);
    const parts = relative(directory, path).slice(0, -".py".length).split(sep);
    if (parts.at(-1) === "__init__") parts.pop();
    if (parts.length === 0 || !parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) continue;
    modules[parts.join(".")] = decodeSource(readNamedFile(path), path);
  }
  return modules;
}

function decodeSource(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${path} is not UTF-8 text`, { cause: error });
  }
}

/** `sys.exit(3)` ends with 3, `sys.exit("why")` says why and ends with 1, as Python does. */
function exitBySystem(error: PythonError, terminal: Terminal): number {
  if (error.message === "" || error.message === "None") return EXIT.ok;
  if (/^-?\d+$/.test(error.message)) return Number(error.message) & 0xff;
  terminal.problem(error.message);
  return EXIT.failed;
}

function writeError(error: PythonError | LimitError, terminal: Terminal): void {
  if (error instanceof PythonError) terminal.problem(error.traceback.trimEnd());
  else {
    const where = error.line === undefined ? "" : ` (line ${error.line})`;
    terminal.problem([{ text: "✗ ", style: "red" }, { text: `${error.message}${where}` }]);
  }
  const hint =
    error instanceof LimitError && error.limit === "seconds"
      ? `${error.hint ?? ""} To allow more: --seconds N.`
      : error.hint && inOptions(error.hint, "--allow");
  if (hint !== undefined) terminal.problem([{ text: `  ${hint}`, style: "dim" }]);
}
