/** Questions of a run to the person at the terminal. */
import { createInterface } from "node:readline/promises";
import type { HumanRequest, RequestHandler } from "../agents/context.ts";
import { callText } from "./call-text.ts";
import { plainText } from "./styled-text.ts";
import type { Terminal } from "./terminal.ts";

/** Asks where somebody can answer; says that nobody can where not, so that no run waits for ever. */
export function createRequestHandler(terminal: Terminal): RequestHandler {
  const { stdin } = terminal.host;
  const always = new Set<string>();
  return (request) => {
    if (stdin.isTTY === true && terminal.isInteractive) return ask(request, terminal, always);
    if (request.kind === "question") return "Nobody is there to answer.";
    return { approved: false, reason: "nobody is there to agree" };
  };
}

/** `always` are the calls that need no further question. */
async function ask(request: HumanRequest, terminal: Terminal, always: Set<string>): Promise<unknown> {
  if (request.kind === "question") return (await askLine(terminal, `  ? ${plainText(request.name)} `)) ?? "";
  const subject = `${request.kind} ${request.name}`;
  if (always.has(subject)) return true;
  const what = callText(request.name, request.args, terminal.width);
  const again = request.kind === "repeat" ? " once more; it may have run already" : "";
  terminal.line([{ text: `  ⏸ ${what}${again}`, style: "yellow" }]);
  const other = request.kind === "tool" ? "other arguments as JSON, " : "";
  const answer = ((await askLine(terminal, `    run it? [y]es, [n]o, [a]lways, ${other}or why not: `)) ?? "").trim();
  if (/^a(lways)?$/i.test(answer)) always.add(subject);
  if (/^(?:y(?:es)?|a(?:lways)?)$/i.test(answer)) return true;
  const args = request.kind === "tool" ? readArguments(answer) : undefined;
  if (args !== undefined) return { approved: true, args };
  return /^(?:no?)?$/i.test(answer) ? false : { approved: false, reason: answer };
}

/** A JSON object, or undefined for any other text. */
function readArguments(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object; // What begins with a brace and is JSON is an object.
  } catch {
    return undefined;
  }
}

/** What the person types; undefined when they leave with Ctrl-D or Ctrl-C. */
export async function askLine(terminal: Terminal, prompt: string): Promise<string | undefined> {
  const { stdin, stdout } = terminal.host;
  terminal.pauseStatus();
  const lines = createInterface({ input: stdin, output: stdout });
  const closed = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  // While a line is typed, Ctrl-C is a key and no signal; whoever listens to the signal is to hear of it.
  lines.once("SIGINT", () => {
    lines.close();
    process.emit("SIGINT");
  });
  try {
    return await Promise.race([lines.question(prompt), closed]);
  } finally {
    lines.close();
    terminal.resumeStatus();
  }
}
