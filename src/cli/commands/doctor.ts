/** `threadsnake doctor`: what works on this machine, each with what to do where it does not. */
import { existsSync, readdirSync } from "node:fs";
import { systemLocks } from "../../executors/process-command.ts";
import { LocalPythonExecutor } from "../../executors/local.ts";
import { VERSION } from "../../run/version.ts";
import { EXIT } from "../exit-codes.ts";
import { formatDuration } from "../figures.ts";
import { KEYED_PROVIDERS, findModel } from "../find-model.ts";
import { findLocalModels } from "../local-servers.ts";
import type { Arguments } from "../options.ts";
import { folderPath, openFolderForWriting } from "../run-folder.ts";
import type { Span } from "../styled-text.ts";
import type { Terminal } from "../terminal.ts";

interface Finding {
  state: "fine" | "note" | "broken";
  what: string;
  text: string;
}

const MARKS: Record<Finding["state"], Span> = {
  fine: { text: "✔", style: "green" },
  note: { text: "·", style: "yellow" },
  broken: { text: "✗", style: "red" },
};
const NAME_WIDTH = 10;

export async function runDoctor(args: Arguments, terminal: Terminal): Promise<number> {
  const { env } = terminal.host;
  const checks: readonly (() => Finding | Promise<Finding>)[] = [
    () => ({
      state: "fine",
      what: "version",
      text: `threadsnake ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    }),
    checkSandbox,
    checkLocks,
    () => checkFolder(args, terminal),
    () => checkKeys(env),
    () => checkLocal(env),
    () => checkModel(args, env),
  ];
  let isBroken = false;
  for (const check of checks) {
    const { state, what, text } = await check();
    isBroken ||= state === "broken";
    terminal.answerLine([
      { text: "  " },
      MARKS[state],
      { text: ` ${what.padEnd(NAME_WIDTH)} `, style: "dim" },
      { text },
    ]);
  }
  return isBroken ? EXIT.failed : EXIT.ok;
}

/** The whole way of an action: a process, Python in it, an answer out of it. */
async function checkSandbox(): Promise<Finding> {
  const start = performance.now();
  try {
    await using executor = new LocalPythonExecutor({ timeoutSeconds: 20 });
    const { output } = await executor.run("sum(n * n for n in range(10))");
    if (output !== 285)
      return { state: "broken", what: "sandbox", text: `Python computed ${String(output)} instead of 285` };
    return {
      state: "fine",
      what: "sandbox",
      text: `Python runs in a process of its own, ${formatDuration(performance.now() - start)} from nothing to an answer`,
    };
  } catch (error) {
    return { state: "broken", what: "sandbox", text: error instanceof Error ? error.message : String(error) };
  }
}

function checkLocks(): Finding {
  const names = systemLocks().map(({ name }) => name);
  const base = "permission flags, no code from strings, no environment";
  if (names.length > 0) return { state: "fine", what: "locks", text: `${base}; by the system: ${names.join(", ")}` };
  return { state: "note", what: "locks", text: `${base}; the system adds none here (unshare, prlimit, setpriv)` };
}

function checkFolder(args: Arguments, terminal: Terminal): Finding {
  const path = folderPath(args, terminal.host.env);
  if (openFolderForWriting(args, terminal).directory === undefined)
    return { state: "note", what: "runs", text: `${path} cannot be written to: runs are not saved` };
  const count = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".jsonl")).length : 0;
  return { state: "fine", what: "runs", text: `${count} in ${path}` };
}

function checkKeys(env: Readonly<Record<string, string | undefined>>): Finding {
  const found = KEYED_PROVIDERS.flatMap(({ variables }) => variables.filter((name) => (env[name] ?? "") !== ""));
  if (found.length === 0) return { state: "note", what: "keys", text: "none in the environment" };
  return { state: "fine", what: "keys", text: found.join(", ") };
}

async function checkLocal(env: Readonly<Record<string, string | undefined>>): Promise<Finding> {
  const found = await findLocalModels(env);
  if (found.length === 0)
    return { state: "note", what: "local", text: "no Ollama, LM Studio, llama.cpp or vLLM answers" };
  const text = found.map(({ server, name, apiBase }) => `${server.name} at ${apiBase} (${name})`).join(", ");
  return { state: "fine", what: "local", text };
}

async function checkModel(args: Arguments, env: Readonly<Record<string, string | undefined>>): Promise<Finding> {
  const model = await findModel(args, env);
  if (model === undefined) return { state: "note", what: "model", text: "none: name one with -m, or set a key" };
  return {
    state: "fine",
    what: "model",
    text: `${model.modelId}${model.note === undefined ? "" : ` (${model.note})`}`,
  };
}
