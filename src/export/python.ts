/** The code of a run as one Python program, with what it printed as comments. */
import type { LogEvent } from "../run/events.ts";
import { thoughtOf, toTranscript } from "./transcript.ts";
import { valueText } from "../run/value-text.ts";

/** Steps that failed are there as comments: the program shows the way, and runs where the tools are. */
export function toPython(events: readonly LogEvent[]): string {
  const run = toTranscript(events);
  const tools = new Set(run.steps.flatMap((step) => step.calls.map((call) => call.tool)));
  const parts = [comment(`${run.task.trim()}\n\n${run.agent}${run.modelId === undefined ? "" : `, ${run.modelId}`}`)];
  if (tools.size > 0) parts.push(comment(`Needs: ${[...tools].join(", ")}`));
  for (const step of run.steps) {
    if (step.code === undefined) continue;
    const code =
      step.error === undefined
        ? step.code
        : comment(`This step failed: ${step.error.message.split("\n").at(-1) ?? ""}\n${step.code}`);
    parts.push(
      [
        comment([`Step ${step.step}. ${thoughtOf(step)}`, ...step.changes].join("\n")),
        code,
        step.logs === "" ? "" : comment(`Printed:\n${step.logs.trimEnd()}`),
      ]
        .filter((part) => part !== "")
        .join("\n"),
    );
  }
  if ("answer" in run) parts.push(comment(`Answer: ${valueText(run.answer)}`));
  return `${parts.join("\n\n")}\n`;
}

function comment(text: string): string {
  return text
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
}
