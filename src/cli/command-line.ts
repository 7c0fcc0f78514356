/** From the words of the command line to a command, and from what it threw to what the program ends with. */
import { isThreadsnakeError } from "../errors.ts";
import { nearest } from "../python/runtime/nearest.ts";
import { VERSION } from "../run/version.ts";
import { inOptions } from "./advice.ts";
import { COMMANDS } from "./commands.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";
import { parseArguments } from "./options.ts";
import { plainText } from "./styled-text.ts";
import { Terminal } from "./terminal.ts";
import type { TerminalHost } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Resolves to what the program ends with; everything it has to say is written by then. */
export async function runCommandLine(argv: readonly string[], host: TerminalHost): Promise<number> {
  const isPlain = argv.includes("--plain");
  const terminal = new Terminal(host, { isPlain });
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    return showFailure(error, terminal);
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [first, second] = argv;
  if (first === "--version" || first === "-V" || first === "-v") {
    terminal.answer(VERSION);
    return EXIT.ok;
  }
  if (first === "--help" || first === "-h" || (first === "help" && second === undefined))
    return showHelp(undefined, terminal);
  if (first === "help" && second !== undefined && argv.length === 2 && Object.hasOwn(COMMANDS, second))
    return showHelp(second, terminal);
  const isNamed = first !== undefined && Object.hasOwn(COMMANDS, first);
  const name = isNamed ? first : "run";
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`there is no command ${name}`);
  const words = isNamed ? argv.slice(1) : argv;
  const args = parseArguments(words, command.options);
  if (args.has("help")) return showHelp(isNamed ? name : undefined, terminal);
  if (!isNamed) refuseMistypedCommand(argv);
  const run = await command.load();
  return run(args, terminal);
}

/** One word that is nearly a command is no task: a model would be asked what the user did not mean. */
function refuseMistypedCommand(argv: readonly string[]): void {
  const [word] = argv;
  if (word === undefined || !/^[a-z]+$/.test(word)) return;
  const names = Object.keys(COMMANDS);
  const near = nearest(word, names) ?? names.find((name) => lettersOf(name) === lettersOf(word));
  if (near === undefined) return;
  throw new UsageError(`there is no command ${word}`, {
    hint: `Did you mean threadsnake ${near}? To give an agent this word as its task: threadsnake run ${word}`,
  });
}

async function showHelp(name: string | undefined, terminal: Terminal): Promise<number> {
  const { commandHelp, generalHelp } = await import("./help.ts");
  const { paint } = await import("./styled-text.ts");
  const command = name === undefined ? undefined : COMMANDS[name];
  const width = terminal.width;
  const lines = name === undefined || command === undefined ? generalHelp(width) : commandHelp(name, command, width);
  // Asked for, so it is an answer: `threadsnake --help | less` works.
  const hasColor = terminal.hasColor && terminal.isInteractive;
  terminal.answer(lines.map((line) => paint(line, hasColor).trimEnd()).join("\n"));
  return EXIT.ok;
}

function showFailure(error: unknown, terminal: Terminal): number {
  if (!(error instanceof Error)) {
    terminal.problem(`✗ ${String(error)}`);
    return EXIT.failed;
  }
  // What is not ours is a fault of ours: whoever reports it needs the place.
  const isOurs = isThreadsnakeError(error);
  terminal.problem([
    { text: "✗ ", style: "red" },
    { text: isOurs ? plainText(error.message) : (error.stack ?? String(error)) },
  ]);
  if (isOurs && error.hint !== undefined)
    terminal.problem([{ text: `  ${plainText(inOptions(error.hint)).replaceAll("\n", "\n  ")}`, style: "dim" }]);
  return exitCodeOf(error);
}

/** Swapped letters are one slip of the hand. */
function lettersOf(word: string): string {
  return [...word].sort().join("");
}
