/** Follows a run to its end: shows what happens, stops it when told to, and says what the program ends with. */
import type { Run, RunResult } from "../agents/run.ts";
import { isThreadsnakeError } from "../errors.ts";
import type { RunEvent } from "../run/events.ts";
import { inOptions } from "./advice.ts";
import { answerText } from "./call-text.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";
import type { Arguments } from "./options.ts";
import type { RunFolder } from "./run-folder.ts";
import { shortIdIn } from "./run-folder.ts";
import { RunView } from "./run-view.ts";
import { plainText } from "./styled-text.ts";
import type { Terminal } from "./terminal.ts";

export interface FollowOptions {
  args: Arguments;
  terminal: Terminal;
  folder: RunFolder;
  modelNote?: string | undefined;
}

export async function followRun(run: Run, options: FollowOptions): Promise<number> {
  const { args, terminal } = options;
  const view = createView(run, options);
  const stopStatus = view === undefined ? () => {} : terminal.startStatus(() => view.status());
  const stopListening = listenForSignals(run, terminal);
  try {
    for await (const event of run) {
      view?.show(event);
      if (args.has("json")) writeEvent(event, terminal);
    }
  } catch {
    // What ended the run is in its result.
  } finally {
    stopStatus();
    stopListening();
  }
  const result = await run.result();
  if (!args.has("json")) writeResult(result, options);
  return exitCodeOfResult(result);
}

function createView(run: Run, { args, terminal, folder, modelNote }: FollowOptions): RunView | undefined {
  if (args.has("quiet") || args.has("json")) return undefined;
  return new RunView({
    terminal,
    isPlain: args.has("plain"),
    hidesAnswer: !terminal.isInteractive,
    modelNote,
    savedAs: folder.directory === undefined ? undefined : shortIdIn(folder.directory, run.runId),
  });
}

/** The first signal stops the run, and it is saved; the second ends the program where it stands. */
function listenForSignals(run: Run, terminal: Terminal): () => void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(EXIT.interrupted);
    isStopping = true;
    terminal.pauseStatus();
    run.abort("stopped by you");
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/** What is in the log; the pieces of a reply are not. */
function writeEvent(event: RunEvent, terminal: Terminal): void {
  if (event.type !== "model-delta") terminal.answer(JSON.stringify(event));
}

function writeResult(result: RunResult, { args, terminal }: FollowOptions): void {
  const { state, output, error } = result;
  const hasAnswer = state === "success" || state === "max_steps_error";
  if (hasAnswer && (args.has("quiet") || !terminal.isInteractive)) terminal.answer(answerText(output));
  // Otherwise it was shown where the run ended.
  if (!args.has("quiet") || error === undefined) return;
  terminal.problem([{ text: "✗ ", style: "red" }, { text: plainText(error.message) }]);
  if (isThreadsnakeError(error) && error.hint !== undefined)
    terminal.problem([{ text: `  ${plainText(inOptions(error.hint))}`, style: "dim" }]);
}

function exitCodeOfResult({ state, error }: RunResult): number {
  if (state === "success") return EXIT.ok;
  if (state === "aborted") return EXIT.interrupted;
  return error === undefined ? EXIT.failed : exitCodeOf(error);
}
