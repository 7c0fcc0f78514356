/** A run as a Markdown document. */
import type { LogEvent } from "../run/events.ts";
import { thoughtOf, toTranscript } from "./transcript.ts";
import type { Transcript, TranscriptCall, TranscriptStep } from "./transcript.ts";
import { valueText } from "../run/value-text.ts";

export function toMarkdown(events: readonly LogEvent[]): string {
  return `${writeRun(toTranscript(events), 1).join("\n\n")}\n`;
}

function writeRun(run: Transcript, level: number): string[] {
  const heading = "#".repeat(Math.min(level, 5));
  const model = run.modelId === undefined ? "" : ` · ${run.modelId}`;
  const parts = [
    `${heading} ${run.task.trim().split("\n")[0] ?? ""}`,
    `${run.agent}${model} · ${run.state} · ${run.seconds.toFixed(1)} s · ${run.usage.inputTokens} tokens in, ${run.usage.outputTokens} out`,
  ];
  if (run.task.includes("\n")) parts.push(quote(run.task));
  for (const step of run.steps) parts.push(...writeStep(step, level));
  if ("answer" in run) parts.push(`${heading}# Answer`, valueText(run.answer));
  return parts;
}

function writeStep(step: TranscriptStep, level: number): string[] {
  const heading = "#".repeat(Math.min(level + 1, 6));
  if (step.kind === "plan") return [`${heading} Plan`, step.text.trim()];
  const parts = [
    `${heading} Step ${step.step}`,
    ...step.said.map((text) => quote(`A person: ${text}`)),
    thoughtOf(step),
    ...step.changes.map(quote),
  ];
  if (step.code !== undefined) parts.push(fence("python", step.code));
  for (const call of step.calls) parts.push(...writeCall(call, level));
  if (step.logs !== "") parts.push("Printed:", fence("text", step.logs));
  if (step.output !== "" && step.output !== "None") parts.push("Last value:", fence("text", step.output));
  if (step.error !== undefined) parts.push("Error:", fence("text", step.error.traceback ?? step.error.message));
  return parts.filter((part) => part !== "");
}

function writeCall(call: TranscriptCall, level: number): string[] {
  const outcome = call.error === undefined ? valueText(call.result) : `failed: ${call.error.message}`;
  const line = `- \`${call.tool}\` ${inline(valueText(call.args))} → ${inline(outcome)}`;
  return call.run === undefined ? [line] : [line, ...writeRun(call.run, level + 2)];
}

function inline(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function quote(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** A fence that is longer than any in the text. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((marks) => marks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n$/, "")}\n${marks}`;
}
