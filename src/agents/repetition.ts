/** Whether the model goes round in circles. */
import { ActionStep } from "../memory/memory.ts";
import type { AgentMemory } from "../memory/memory.ts";

/** How often the last step of memory is the same as the one before it, directly in a row. */
export function repetitionsOf(memory: AgentMemory): number {
  let count = 0;
  let later: ActionStep | undefined;
  for (let index = memory.steps.length - 1; index >= 0 && count < 3; index--) {
    const step = memory.steps[index];
    if (!(step instanceof ActionStep)) break;
    if (step === memory.current) continue;
    if (later !== undefined && !isSame(step, later)) break;
    if (later !== undefined) count += 1;
    later = step;
  }
  return count;
}

/** The same action with the same outcome. A wait that ends differently is no repetition. */
function isSame(left: ActionStep, right: ActionStep): boolean {
  if (left.observations !== right.observations || left.error?.message !== right.error?.message) return false;
  if (left.codeAction !== undefined || right.codeAction !== undefined) return left.codeAction === right.codeAction;
  if (left.toolCalls.length === 0) return left.modelOutput === right.modelOutput && right.toolCalls.length === 0;
  return (
    JSON.stringify(left.toolCalls.map(({ name, arguments: args }) => [name, args])) ===
    JSON.stringify(right.toolCalls.map(({ name, arguments: args }) => [name, args]))
  );
}
