/** A run as one HTML page that needs nothing else. */
import type { LogEvent } from "../run/events.ts";
import { thoughtOf, toTranscript } from "./transcript.ts";
import type { Transcript, TranscriptCall, TranscriptStep } from "./transcript.ts";
import { valueText } from "../run/value-text.ts";

export function toHTML(events: readonly LogEvent[]): string {
  const run = toTranscript(events);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(run.task.slice(0, 80))}</title><style>${STYLE}</style></head>
<body>${writeRun(run)}</body></html>
`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
pre{background:#f5f5f2;padding:.7rem 1rem;overflow-x:auto;border-radius:4px;font-size:.9em}pre.error{background:#fdeeee}
section{border-left:3px solid #ddd;padding-left:1rem;margin:1.5rem 0}small{color:#666}h1{font-size:1.3rem}h2{font-size:1.05rem}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}pre{background:#242424}pre.error{background:#3a2020}section{border-color:#444}small{color:#999}}`;

function writeRun(run: Transcript): string {
  const facts = [
    run.agent,
    run.modelId,
    run.state,
    `${run.seconds.toFixed(1)} s`,
    `${run.usage.inputTokens} tokens in`,
    `${run.usage.outputTokens} out`,
  ].filter((fact) => fact !== undefined);
  const answer = "answer" in run ? `<h2>Answer</h2>${block(valueText(run.answer))}` : "";
  return `<h1>${escape(run.task)}</h1><p><small>${escape(facts.join(" · "))}</small></p>${run.steps.map(writeStep).join("")}${answer}`;
}

function writeStep(step: TranscriptStep): string {
  if (step.kind === "plan") return `<section><h2>Plan</h2>${block(step.text)}</section>`;
  const parts = [
    `<h2>Step ${step.step} <small>${step.seconds.toFixed(1)} s · ${step.usage.totalTokens} tokens</small></h2>`,
  ];
  parts.push(
    ...step.said.map((text) => `<blockquote>${escape(text)}</blockquote>`),
    `<p>${escape(thoughtOf(step)).replaceAll("\n", "<br>")}</p>`,
    ...step.changes.map((text) => `<blockquote>${escape(text)}</blockquote>`),
  );
  if (step.code !== undefined) parts.push(block(step.code));
  parts.push(...step.calls.map(writeCall));
  if (step.logs !== "") parts.push(block(step.logs));
  if (step.output !== "" && step.output !== "None") parts.push(block(step.output));
  if (step.error !== undefined) parts.push(block(step.error.traceback ?? step.error.message, "error"));
  return `<section>${parts.join("")}</section>`;
}

function writeCall(call: TranscriptCall): string {
  const outcome = call.error === undefined ? block(valueText(call.result)) : block(call.error.message, "error");
  const summary = `<summary><code>${escape(call.tool)}</code> ${escape(valueText(call.args).slice(0, 200))}</summary>`;
  return `<details${call.run === undefined ? "" : " open"}>${summary}${call.run === undefined ? "" : writeRun(call.run)}${outcome}</details>`;
}

function block(text: string, kind?: string): string {
  return `<pre${kind === undefined ? "" : ` class="${kind}"`}>${escape(text.trimEnd())}</pre>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
