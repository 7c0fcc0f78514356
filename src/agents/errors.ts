/** What can go wrong in a run. Those that a model can mend become observations; the others end the run. */
import { ThreadsnakeError, isThreadsnakeError } from "../errors.ts";
import type { ThreadsnakeErrorOptions } from "../errors.ts";

/** The base of all errors of agents; `message` is what the model reads. */
export class AgentError extends ThreadsnakeError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-error", ...options });
  }

  /** smolagents' form. */
  toDict(): { type: string; message: string } {
    return { type: this.name, message: this.message };
  }
}

/** The reply held nothing that could be run. */
export class AgentParsingError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-parsing", ...options });
  }
}

/** What the model wrote was run and failed. */
export class AgentExecutionError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-execution", ...options });
  }
}

/** A tool was called with arguments that it does not take. */
export class AgentToolCallError extends AgentExecutionError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-tool-call", ...options });
  }
}

/** A tool does not exist, or failed. */
export class AgentToolExecutionError extends AgentExecutionError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-tool-execution", ...options });
  }
}

export class AgentMaxStepsError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-max-steps", ...options });
  }
}

/** The model could not be asked: the run ends, and can be resumed. */
export class AgentGenerationError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-generation", ...options });
  }
}

/** A budget of tokens, money or time is spent. */
export class AgentBudgetError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-budget", ...options });
  }
}

/** The model did the same thing again and again after it was told. */
export class AgentRepetitionError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-repetition", ...options });
  }
}

/** Somebody stopped the run. */
export class AgentAbortError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-aborted", hint: "Resume the run to go on from here.", ...options });
    // Programs that know nothing of us recognise a stopped operation by this name.
    this.name = "AbortError";
  }
}

/** An agent that cannot exist. */
export class AgentDefinitionError extends AgentError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "agent-definition", ...options });
  }
}

const FAULTS_OF_LOG = new Set(["replay-mismatch", "replay-end", "log-duplicate-key", "log-closed"]);

/** Log and program do not fit: nothing that catches errors, Python's code included, may hide that. */
export function isFaultOfLog(error: unknown): boolean {
  return isThreadsnakeError(error) && FAULTS_OF_LOG.has(error.code);
}
