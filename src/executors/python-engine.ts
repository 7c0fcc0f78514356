/** Our Python as the engine of a sandbox. */
import { type CompileHook, Python } from "../python/index.ts";
import type { BlockingHost } from "../python/contract.ts";
import { toStr } from "../python/runtime/show.ts";
import { PyException } from "../python/runtime/values.ts";
import type { ActionOptions, Engine, EngineHost, EngineOptions } from "./engine.ts";
import type { CodeOutput } from "./executor.ts";
import type { ToolDescriptor } from "./protocol.ts";

/** The module's namespace, whatever the program made of the name `globals`. */
const GLOBALS = "(lambda: 0).__globals__";
/** No names of Python's own, no modules and no classes: they are no data. */
const IS_SHOWN = "not k.startswith('__') and v.__class__.__name__ not in ('module', 'type', 'tool')";

class PythonEngine implements Engine {
  private readonly python: Python;
  private readonly host: EngineHost;
  /** Reading the names counts operations of its own. */
  private operationsBeforeNames: number | undefined;

  constructor(options: EngineOptions, host: EngineHost, compile: CompileHook | undefined) {
    const { authorizedImports, limits, modules, files, strictDunder, seed } = options;
    this.host = host;
    this.python = new Python({
      authorizedImports,
      limits,
      modules,
      files,
      strictDunder,
      host: {
        compile,
        isBlocking: host.isBlocking,
        blocking: blockingHost(host),
        now: () => host.now() / 1000,
        entropy: createEntropy(seed),
        clock: () => host.monotonic(),
        liveBytes: (limit) => host.liveBytes(limit),
        poll: () => host.poll(),
        print: (text) => host.print(text),
      },
    });
  }

  get operations(): number {
    return this.operationsBeforeNames ?? this.python.operations;
  }

  async names(): Promise<Record<string, unknown>> {
    this.operationsBeforeNames = this.python.operations;
    const { output } = await this.python.run(`[k for k, v in ${GLOBALS}.items() if ${IS_SHOWN}]`);
    const names = output as string[]; // the line above makes a list of str
    const values: Record<string, unknown> = {};
    for (const name of names) {
      // One by one: a value that cannot leave keeps no other inside.
      const read = await this.python.run(`${GLOBALS}[${JSON.stringify(name)}]`).catch(() => undefined);
      if (read !== undefined) values[name] = read.output;
    }
    return values;
  }

  defineTools(tools: ToolDescriptor[]): void {
    const bindings = tools.map(({ name, parameters, required, outputType }) => {
      const call = (args: unknown[], keywords: Map<string, unknown>): unknown => {
        const reply = this.host.call(name, args, [...keywords]);
        return reply instanceof Promise ? reply.then(({ value }) => value) : reply.value;
      };
      const begin =
        this.host.begin === undefined
          ? undefined
          : (args: unknown[], keywords: Map<string, unknown>): number =>
              (this.host.begin as NonNullable<EngineHost["begin"]>)(name, args, [...keywords]); // the line above looked
      const signature = parameters === null ? undefined : { parameters, required };
      return [name, { call, begin, keepsFloats: outputType === "number", signature }] as const;
    });
    this.python.defineFunctions(Object.fromEntries(bindings));
  }

  defineVariables(variables: Record<string, unknown>): void {
    this.python.defineVariables(variables);
  }

  async run(code: string, { diagnose, ...limits }: ActionOptions): Promise<CodeOutput> {
    this.operationsBeforeNames = undefined;
    return this.python.run(code, { limits: definedOnly(limits), diagnose });
  }

  describe(error: unknown): { type: string; message: string } | undefined {
    return error instanceof PyException ? { type: error.cls.name, message: toStr(error) } : undefined;
  }
}

/** Python in a thread of ours; `compile` turns text into functions where `Function` may not. */
export function createPythonEngine(options: EngineOptions, host: EngineHost, compile?: CompileHook): Engine {
  return new PythonEngine(options, host, compile);
}

/** What a host that can begin calls lends; undefined for another. */
function blockingHost({ wake, waitAny }: EngineHost): BlockingHost | undefined {
  if (wake === undefined || waitAny === undefined) return undefined;
  return {
    wake,
    waitAny: () => {
      const { ticket, reply } = waitAny();
      return { ticket, outcome: () => reply().value };
    },
  };
}

/** 32 bits at a time from a seed (Mulberry32): the same session draws the same numbers. */
function createEntropy(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function definedOnly(limits: ActionOptions): { seconds?: number; operations?: number } {
  return {
    ...(limits.seconds === undefined ? {} : { seconds: limits.seconds }),
    ...(limits.operations === undefined ? {} : { operations: limits.operations }),
  };
}
