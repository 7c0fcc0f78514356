/** Answers the tool calls of one session on the host: values out of the codec's form, the tool, and its result back into it. */
import { ThreadsnakeError } from "../errors.ts";
import { ArgumentError, bindTool, type BoundTool } from "./bind.ts";
import { CodecError, decode, encode, type JsonValue } from "./codec.ts";
import { ApplyError, type CallAnswer, type IncomingCall } from "./connection.ts";
import type { HostFunction, ToolSpec } from "./executor.ts";
import { Handle, Media } from "./media.ts";
import type { ToolDescriptor } from "./protocol.ts";

/** What calls of one action have in common. */
export interface CallScope {
  /** Aborted when the action ends. */
  signal: AbortSignal;
  /** Names the action: the prefix of idempotency keys. */
  key: string;
  /** What the action has read of the clock since its last call. */
  takeClock?: (() => number[] | undefined) | undefined;
}

const FINAL_ANSWER = "final_answer";
/** Python's exceptions that a tool may raise by throwing an error of that name. */
const PYTHON_NAME = /^[A-Z][A-Za-z]*(?:Error|Exception|Warning)$/;

export class HostCalls {
  private readonly tools = new Map<string, BoundTool>();
  private readonly objects = new Map<string, object>();
  private readonly handles = new WeakMap<object, Handle>();
  /** The functions that stand for Python's, so that one given back is Python's own again. */
  private readonly functionIds = new WeakMap<object, number>();

  /** Makes tools callable; returns what the sandbox is told of them. */
  define(tools: Record<string, ToolSpec | HostFunction>): ToolDescriptor[] {
    return Object.entries(tools).map(([name, tool]) => {
      const bound = bindTool(name, tool);
      this.tools.set(name, bound);
      return bound.descriptor;
    });
  }

  /** A value of the host in the form that crosses. */
  encode(value: unknown): JsonValue {
    return encode(value, {
      handleFor: (object) => this.handleFor(object),
      functionId: (fn) => {
        const id = this.functionIds.get(fn);
        if (id === undefined)
          throw new CodecError("a function of the host cannot become a Python value", "Make it a tool.");
        return id;
      },
    });
  }

  /** A value of the sandbox, with no functions in it. */
  decode(json: JsonValue): unknown {
    return decode(json, { fromHandle: (handle) => this.fromHandle(handle) });
  }

  /** Runs the tool; an answer that is there at once is no promise. Never throws and never rejects. */
  answer(incoming: IncomingCall, scope: CallScope): CallAnswer | Promise<CallAnswer> {
    const { name } = incoming;
    const tool = this.tools.get(name);
    if (tool === undefined) return failure("NameError", `name '${name}' is not defined`);
    const answered = (value: unknown): CallAnswer => ({
      type: "result",
      value: this.encode(value),
      isFinalAnswer: name === FINAL_ANSWER,
    });
    try {
      const options = {
        fromHandle: (handle: Handle) => this.fromHandle(handle),
        functionFor: (id: number) => this.functionFor(id, incoming),
      };
      const args = incoming.args.map((arg) => decode(arg, options));
      const keywords = incoming.keywords.map(([key, value]): [string, unknown] => [key, decode(value, options)]);
      const result = tool.call(args, keywords, {
        signal: scope.signal,
        idempotencyKey: `${scope.key}/${incoming.call}`,
        clock: scope.takeClock?.(),
      });
      if (!isThenable(result)) return answered(result);
      return Promise.resolve(result)
        .then(answered)
        .catch((error: unknown) => describeFailure(name, error));
    } catch (error) {
      return describeFailure(name, error);
    }
  }

  private functionFor(id: number, incoming: IncomingCall): HostFunction {
    const call = async (...args: unknown[]): Promise<unknown> => {
      const options = {
        fromHandle: (handle: Handle) => this.fromHandle(handle),
        functionFor: (inner: number) => this.functionFor(inner, incoming),
      };
      return decode(await incoming.apply(id, this.encode(args)), options);
    };
    this.functionIds.set(call, id);
    return call;
  }

  private handleFor(object: object): Handle {
    let handle = this.handles.get(object);
    if (handle === undefined) {
      const kind = object instanceof Media ? object.kind : "object";
      const id = `h${this.objects.size + 1}`;
      handle = new Handle(
        kind,
        id,
        object instanceof Media ? `${kind} ${object.mediaType}, ${object.data.length} bytes` : className(object),
      );
      this.handles.set(object, handle);
      this.objects.set(id, object);
    }
    return handle;
  }

  private fromHandle(handle: Handle): object {
    const object = this.objects.get(handle.id);
    if (object === undefined) throw new CodecError(`the ${handle.kind.slice(0, 40)} is not one of this session`);
    return object;
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function failure(errorType: string, message: string): CallAnswer {
  return { type: "failure", errorType, message };
}

/** Only the tool's own message goes to Python: no stack and no wording of ours. */
function describeFailure(name: string, error: unknown): CallAnswer {
  if (error instanceof ArgumentError) return failure("TypeError", error.message);
  if (error instanceof ApplyError) return failure(error.pythonType, error.message);
  if (error instanceof CodecError) return failure("ValueError", `${name}(): ${error.message}`);
  if (error instanceof ThreadsnakeError)
    return failure("RuntimeError", error.hint === undefined ? error.message : `${error.message} ${error.hint}`);
  if (!(error instanceof Error)) return failure("RuntimeError", typeof error === "string" ? error : `${name}() failed`);
  const message = String(error.message);
  if (error instanceof TypeError) return failure("TypeError", message);
  if (error instanceof RangeError) return failure("ValueError", message);
  return failure(PYTHON_NAME.test(error.name) ? error.name : "RuntimeError", message);
}

function className(object: object): string {
  const name: unknown = (object as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name.slice(0, 60) : "object";
}
