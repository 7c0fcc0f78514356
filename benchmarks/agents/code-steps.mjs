// What a step costs that runs code with one tool call: the model's part taken by a function that answers at once.
//
//   node benchmarks/agents/code-steps.mjs [--rounds 5]
import { parseArgs } from "node:util";
import "../../scripts/node-version.mjs";
import { prepare } from "../../scripts/prepare.mjs";
import { median } from "../rounds.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
await prepare();
// By path: from a folder with a package.json of its own the package cannot be reached by its name.
const { CodeAgent, LogLevel, tool } = await import("../../dist/index.js");

const STEPS = 50;
const CODE = "<code>\nx = add_one(n)\nn = x\n</code>";
const addOne = tool({
  name: "add_one",
  description: "Adds one.",
  inputs: { n: { type: "integer", description: "A number" } },
  outputType: "integer",
  execute: ({ n }) => n + 1,
});
/** Budgets of a whole step, from the model's reply to its next request. */
const KINDS = { none: 0.2, process: 1, worker: 1 };

/** The middle of the times between a reply and the next request, the first step left out: it starts the sandbox. */
async function stepOf(executorType) {
  const gaps = [];
  let repliedAt;
  let turn = 0;
  const model = async () => {
    if (turn++ > 1) gaps.push(performance.now() - repliedAt);
    const content = turn > STEPS ? "<code>\nfinal_answer(n)\n</code>" : CODE;
    // The reply is there in a later turn of the event loop, as it is from a server.
    await new Promise((resolve) => setImmediate(resolve));
    repliedAt = performance.now();
    return { role: "assistant", content };
  };
  const agent = new CodeAgent({ tools: [addOne], model, executorType, maxSteps: 100, verbosityLevel: LogLevel.OFF });
  const { output } = await agent.run("count", { additionalArgs: { n: 0 } }).result();
  if (output !== STEPS) throw new Error(`counted to ${output}`);
  return median(gaps);
}

let failures = 0;
// Long enough for the compiler to have seen everything.
for (const kind of Object.keys(KINDS)) for (let run = 0; run < 40; run++) await stepOf(kind);
const rounds = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
for (let round = 0; round < Number(options.rounds); round++)
  for (const [kind, times] of Object.entries(rounds)) times.push(await stepOf(kind));
for (const [kind, times] of Object.entries(rounds)) {
  const isKept = median(times) <= KINDS[kind];
  failures += isKept ? 0 : 1;
  console.log(
    `${isKept ? "✓" : "✗"} ${kind.padEnd(8)} a step with one tool call ${median(times).toFixed(3)} ms, budget ${KINDS[kind]}`,
  );
}
process.exitCode = failures === 0 ? 0 : 1;
