/** What a host gives to the language. Imports nothing but types, so that a user's compiler reads nothing else. */
import type { HostSignature } from "./call-check.ts";

/** A bare function, or a description of one. */
export type HostFunction = ((...args: never[]) => unknown) | HostBinding;

export interface HostBinding {
  /** Positional arguments, and keyword arguments in order. */
  call: (args: unknown[], keywords: Map<string, unknown>) => unknown;
  /** Begins a call where the thread may block; the host tells later what came of it (`BlockingHost`). */
  begin?: ((args: unknown[], keywords: Map<string, unknown>) => number) | undefined;
  /** The action ends with what the call gives. */
  isFinalAnswer?: boolean | undefined;
  /** An integral result stays a float. */
  keepsFloats?: boolean | undefined;
  doc?: string | undefined;
  /** What it takes, where that is known: calls that do not fit are found before anything runs. */
  signature?: HostSignature | undefined;
}

/** What a host that blocks lends, so that several of its calls may be under way at once. */
export interface BlockingHost {
  /** Begins to wait for some milliseconds; gives a ticket. */
  wake: (milliseconds: number) => number;
  /** Blocks until something that was begun is there: its ticket, and what gives its value or throws its error. */
  waitAny: () => { ticket: number; outcome: () => unknown };
}

/** Makes a function of parameter names and a body: `Function`, or something that is allowed where `Function` is not. */
export type CompileHook = (parameters: readonly string[], body: string) => unknown;
