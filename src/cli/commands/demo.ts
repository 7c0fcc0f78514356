/** `threadsnake demo`: what a run looks like, without a model. Its replies are written here; its Python is really run. */
import { tool } from "../../tools/tool.ts";
import type { ToolSpec } from "../../executors/executor.ts";
import type { Model } from "../../models/model.ts";
import { scriptedModel } from "../../testing/scripted-model.ts";
import { LogLevel } from "../../agents/monitoring.ts";
import { CodeAgent } from "../../agents/code-agent.ts";
import type { RunStore } from "../../run/store.ts";
import { EXIT } from "../exit-codes.ts";
import { followRun } from "../follow-run.ts";
import type { Arguments } from "../options.ts";
import { openFolderForWriting } from "../run-folder.ts";
import type { Terminal } from "../terminal.ts";

const TASK =
  "Three weather stations measured rain all week. Which one had the most, and how much more than the driest?";

/** Made up, gap included: the second reading of the third station is missing. */
const READINGS: Readonly<Record<string, readonly (number | string)[]>> = {
  Harbour: [4.5, 0, 12.25, 3, 0, 7.75, 1.5],
  Hilltop: [9, 2.5, 20.75, 6, 1.25, 11.5, 4],
  Airfield: [3.25, "n/a", 8.5, 2, 0, 5, 0.75],
};

const REPLIES = [
  `Thought: I will ask the tool for the readings of each station and look at them before I compute anything.
<code>
stations = ["Harbour", "Hilltop", "Airfield"]
readings = {name: rain_of(name) for name in stations}
for name, values in readings.items():
    print(f"{name:<9} {values}")
</code>`,
  `Thought: Now I add up the week of each station.
<code>
totals = {}
for name, values in readings.items():
    totals[name] = sum(values)
print(totals)
</code>`,
  `Thought: One reading is the text "n/a". I leave out what is no number, and say so in the answer.
<code>
def week(values):
    return sum(v for v in values if isinstance(v, int | float))

totals = {name: week(values) for name, values in readings.items()}
wettest = max(totals, key=totals.get)
driest = min(totals, key=totals.get)
gap = totals[wettest] - totals[driest]
final_answer(
    f"{wettest} had the most rain, {totals[wettest]} mm: {gap} mm "
    f"more than {driest}, where one day was not measured."
)
</code>`,
];

/** About the speed at which a model writes. */
const PIECE_MS = 18;

export async function runDemo(args: Arguments, terminal: Terminal): Promise<number> {
  const isShown = !args.has("quiet") && !args.has("json");
  if (isShown)
    terminal.line([{ text: "Demo: the model's replies are scripted, the Python is really run.", style: "dim" }]);
  const folder = openFolderForWriting(args, terminal);
  const isSlow = terminal.isInteractive && !args.has("fast");
  const agent = createDemoAgent({ store: folder.store, model: demoModel(0, isSlow ? PIECE_MS : 0) });
  const run = agent.run(TASK, { metadata: { demo: true } });
  const code = await followRun(run, { args, terminal, folder, modelNote: "a script, no model" });
  if (isShown && code === EXIT.ok) showWays(terminal);
  return code;
}

/** The script from a step on: what a run that is gone on with has still to ask. */
export function demoModel(answeredReplies: number, delayMs = 0): Model {
  return scriptedModel(REPLIES.slice(answeredReplies), { modelId: "demo", delayMs, chunkSize: 4 });
}

export function createDemoAgent({ store, model }: { store: RunStore; model: Model }): CodeAgent {
  return new CodeAgent({ tools: [rainOf()], model, store, streamOutputs: true, verbosityLevel: LogLevel.OFF });
}

function rainOf(): ToolSpec {
  return tool({
    name: "rain_of",
    description: "The rain that a weather station measured on each day of the week, in millimetres.",
    inputs: { station: { type: "string", description: "The station's name" } },
    outputType: "array",
    execute: async ({ station }) => [...(READINGS[station] ?? [])],
  });
}

function showWays(terminal: Terminal): void {
  terminal.line();
  terminal.line([
    { text: "  With a model: ", style: "dim" },
    { text: `${terminal.program} "your task" -m provider/model` },
  ]);
  terminal.line([
    { text: "  Its Python:   ", style: "dim" },
    { text: `${terminal.program} python -c "print(2 ** 100)"` },
  ]);
}
