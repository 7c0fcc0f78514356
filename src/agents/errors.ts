/** What can go wrong in a run. Those that a model can mend become observations; the others end the run. */
import { ThreadsnakeError, isThreadsnakeError } from "../errors.ts";
import type { ThreadsnakeErrorOptions } from "../errors.ts";

/** The base of all errors of agents; `message` is what the model reads. */
export class AgentError extends ThreadsnakeError {
  /** Of the class; an error may have a closer one. */
  static readonly code: string = "agent-error";

  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: new.target.code, ...options });
  }

  /** smolagents' form. */
  toDict(): { type: string; message: string } {
    return { type: this.name, message: this.message };
  }
}

/** The reply held nothing that could be run. */
export class AgentParsingError extends AgentError {
  static override readonly code: string = "agent-parsing";
}

/** What the model wrote was run and failed. */
export class AgentExecutionError extends AgentError {
  static override readonly code: string = "agent-execution";
}

/** A tool was called with arguments that it does not take. */
export class AgentToolCallError extends AgentExecutionError {
  static override readonly code: string = "agent-tool-call";
}

/** A tool does not exist, or failed. */
export class AgentToolExecutionError extends AgentExecutionError {
  static override readonly code: string = "agent-tool-execution";
}

export class AgentMaxStepsError extends AgentError {
  static override readonly code: string = "agent-max-steps";
}

/** The model could not be asked: the run ends, and can be resumed. */
export class AgentGenerationError extends AgentError {
  static override readonly code: string = "agent-generation";
}

/** A budget of tokens, money or time is spent. */
export class AgentBudgetError extends AgentError {
  static override readonly code: string = "agent-budget";
}

/** The model did the same thing again and again after it was told. */
export class AgentRepetitionError extends AgentError {
  static override readonly code: string = "agent-repetition";
}

/** Somebody stopped the run. */
export class AgentAbortError extends AgentError {
  static override readonly code: string = "agent-aborted";

  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { hint: "Resume the run to go on from here.", ...options });
    // Programs that know nothing of us recognise a stopped operation by this name.
    this.name = "AbortError";
  }
}

/** An agent that cannot exist. */
export class AgentDefinitionError extends AgentError {
  static override readonly code: string = "agent-definition";
}

const FAULTS_OF_LOG = new Set(["replay-mismatch", "replay-end", "log-duplicate-key", "log-closed"]);

/** Log and program do not fit: nothing that catches errors, Python's code included, may hide that. */
export function isFaultOfLog(error: unknown): boolean {
  return isThreadsnakeError(error) && FAULTS_OF_LOG.has(error.code);
}
