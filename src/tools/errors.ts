/** The errors of tools. Their messages are read by a model, so they name the argument, what was expected and what was seen. */
import { ThreadsnakeError } from "../errors.ts";
import type { ThreadsnakeErrorOptions } from "../errors.ts";
import type { SchemaIssue } from "./schema.ts";

/** A tool that cannot exist: a name that Python could not call, an unknown type, a schema that says nothing. */
export class ToolDefinitionError extends ThreadsnakeError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "tool-definition-invalid", ...options });
  }
}

/** A call whose arguments do not fit the tool; nothing was run. */
export class ToolArgumentError extends ThreadsnakeError {
  readonly issues: readonly SchemaIssue[];

  constructor(message: string, issues: readonly SchemaIssue[], options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "tool-arguments-invalid", ...options });
    this.issues = issues;
  }
}

/** A result that does not fit what the tool declared. */
export class ToolOutputError extends ThreadsnakeError {
  readonly issues: readonly SchemaIssue[];

  constructor(message: string, issues: readonly SchemaIssue[], options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "tool-output-invalid", ...options });
    this.issues = issues;
  }
}

export class ToolTimeoutError extends ThreadsnakeError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "tool-timeout", ...options });
  }
}

/** What a tool could not do: a page that does not answer, a search that is refused, a server that reports an error. */
export class ToolFailedError extends ThreadsnakeError {
  constructor(message: string, options: ThreadsnakeErrorOptions = {}) {
    super(message, { code: "tool-failed", ...options });
  }
}
