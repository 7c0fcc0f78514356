/**
 * The loop of every agent, from the task to the answer.
 *
 * It computes nothing that it cannot compute again: what comes from the world comes through `run.effects`, and what it decides
 * follows from the log. So a run that was cut off anywhere, started again on its log, passes the recorded part in no time and
 * goes on where it was.
 */
import { isThreadsnakeError } from "../errors.ts";
import { textOf } from "../models/messages.ts";
import { DeadlineError } from "../run/effects.ts";
import { recordError } from "../run/error-record.ts";
import type { RunState } from "../run/events.ts";
import { toRecord } from "../run/record-value.ts";
import { checkAnswer, readForcedAnswer } from "./answer.ts";
import { askModel } from "./ask-model.ts";
import { notifyStep } from "./callbacks.ts";
import { keepWithinContext } from "./compaction.ts";
import type { RunContext, StepOutcome } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import {
  AgentAbortError,
  AgentBudgetError,
  AgentDefinitionError,
  AgentError,
  AgentGenerationError,
  AgentMaxStepsError,
  AgentRepetitionError,
} from "./errors.ts";
import { isPlanDue, makePlan } from "./planning.ts";
import { renderPrompt } from "../prompts/render.ts";
import { repetitionsOf } from "./repetition.ts";

export interface LoopResult {
  state: Extract<RunState, "success" | "max_steps_error">;
  output: unknown;
}

export async function runLoop(run: RunContext): Promise<LoopResult> {
  for (let step = 1; step <= run.maxSteps; step++) {
    if (isPlanDue(run, step)) await makePlan(run, step);
    await keepWithinContext(run, step);
    beginStep(run, step);
    const outcome = await takeStep(run, step);
    await endStep(run, step, outcome);
    if (outcome.isFinalAnswer) return finish(run, "success", outcome.output);
    enforceBudget(run);
  }
  return forceAnswer(run);
}

/** The step begins with what people said since the last one, and with what the loop itself has to say. */
function beginStep(run: RunContext, step: number): void {
  const key = `step/${step}`;
  if (run.effects.has(key)) {
    run.effects.mark("step-start", key, { step });
    return;
  }
  const steered = run.live.takeSteers(run.runId);
  run.effects.mark("step-start", key, {
    step,
    ...(steered.length === 0 ? {} : { steered }),
    ...(repetitionsOf(run.memory) === 1 ? { notice: REPETITION_NOTICE } : {}),
  });
}

const REPETITION_NOTICE =
  "Your last two steps were the same and had the same result. Doing it once more will change nothing: take a different way, or give the answer that you have.";

/** The model's turn and what it leads to. What the model can mend is an outcome; everything else ends the run. */
async function takeStep(run: RunContext, step: number): Promise<StepOutcome> {
  const { signalOfRun } = run.effects;
  const { signal, stop } = startDeadline(
    signalOfRun,
    run.agent.options.stepSeconds,
    (seconds) => new DeadlineError("The step", seconds),
  );
  const effects = signal === signalOfRun ? run.effects : run.effects.with({ signal });
  try {
    const outcome = await run.agent.takeStep(run, effects, step);
    if (!outcome.isFinalAnswer) return outcome;
    return { isFinalAnswer: true, output: await checkAnswer(run, `step/${step}`, outcome.output) };
  } catch (error) {
    if (!isRecoverable(error)) throw error;
    return { isFinalAnswer: false, error: error as Error };
  } finally {
    stop();
  }
}

/** What no reply of the model can mend. */
const FATAL = [AgentGenerationError, AgentAbortError, AgentBudgetError, AgentDefinitionError];

function isRecoverable(error: unknown): boolean {
  if (FATAL.some((type) => error instanceof type)) return false;
  return error instanceof AgentError || (isThreadsnakeError(error) && error.code === "deadline-exceeded");
}

/** Callbacks see the step once, when it has ended; what they change of it is recorded with its end. */
async function endStep(run: RunContext, step: number, outcome: StepOutcome): Promise<void> {
  const key = `step/${step}/end`;
  const error = outcome.error === undefined ? {} : { error: recordError(outcome.error) };
  const changes = run.effects.has(key) ? {} : await notifyStep(run, { isFinalAnswer: outcome.isFinalAnswer, ...error });
  run.effects.mark("step-end", key, { step, isFinalAnswer: outcome.isFinalAnswer, ...error, ...changes });
  if (outcome.isFinalAnswer) return;
  if (repetitionsOf(run.memory) >= 2) {
    throw new AgentRepetitionError(
      `The model did the same thing three times with the same result, the last time after it was told (steps ${step - 2} to ${step})`,
      { hint: "Fork the run at an earlier step with an instruction, or use a stronger model." },
    );
  }
}

function enforceBudget(run: RunContext): void {
  const { tokens, cost } = run.agent.options.budget ?? {};
  const { usage } = run.monitor;
  const hint = "Raise the budget and resume the run.";
  if (tokens !== undefined && usage.totalTokens >= tokens)
    throw new AgentBudgetError(`The run has used ${usage.totalTokens} of the ${tokens} tokens it was given`, { hint });
  if (cost !== undefined && (run.monitor.cost ?? 0) >= cost)
    throw new AgentBudgetError(`The run has cost ${run.monitor.cost} of the ${cost} it was given`, { hint });
}

/** Out of steps: the model answers from what it has, as a step of its own. */
async function forceAnswer(run: RunContext): Promise<LoopResult> {
  const step = run.maxSteps + 1;
  const templates = run.agent.promptTemplates.final_answer;
  beginStep(run, step);
  const messages = run.memory.toMessages().filter((message) => message.role !== "system");
  const before = await renderPrompt(templates.pre_messages, { task: run.task }, "final_answer.pre_messages");
  const after = await renderPrompt(templates.post_messages, { task: run.task }, "final_answer.post_messages");
  run.memory.noteInput();
  const reply = await askModel(run, run.effects, `step/${step}/model`, {
    purpose: "answer",
    messages: [{ role: "system", content: before }, ...messages, { role: "user", content: after }],
  });
  const output = await readForcedAnswer(run, textOf(reply.content));
  await endStep(run, step, {
    isFinalAnswer: true,
    error: new AgentMaxStepsError(`Reached the maximum of ${run.maxSteps} steps.`),
  });
  return finish(run, "max_steps_error", output);
}

function finish(run: RunContext, state: LoopResult["state"], output: unknown): LoopResult {
  run.effects.mark("final-answer", "answer", { answer: toRecord(output) });
  return { state, output };
}
