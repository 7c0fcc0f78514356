/** What a sandbox process runs: Python, in a world with little else in it. */
import { Script } from "node:vm";
import type { CompileHook } from "../python/index.ts";
import type { CreateEngine, EngineHost } from "./engine.ts";
import { lockDown } from "./process-lockdown.ts";
import { serveProcess } from "./process-serve.ts";
import { createPythonEngine } from "./python-engine.ts";

// Code from strings is off in this process. A Script still compiles, and nothing but this function holds it.
const compile: CompileHook = (parameters, body) =>
  new Script(`(function(${parameters.join(",")}){${body}\n})`).runInThisContext() as unknown;

const create: CreateEngine = (options, host) => createPythonEngine(options, host, compile);

/** Uses what every action uses, so that the first one finds it compiled. */
const WARM_UP = `
def add(a, b=1, *rest, **more):
    return a + b
class Item:
    def __init__(self, name):
        self.name = name
try:
    names = sorted({f"{item.name:>3}": add(len(item.name)) for item in [Item("a"), Item("b")]}.items())
    print(*names, sep=", ")
    raise ValueError("x")
except ValueError as error:
    names = [str(error), 0.5 * 2, names[0][1:]]
`;

const NO_HOST: EngineHost = {
  isBlocking: true,
  call: () => ({ value: null, isFinalAnswer: false }),
  print: () => {},
  now: () => 0,
  monotonic: () => performance.now(),
  liveBytes: () => undefined,
  poll: () => {},
};

async function warmUp(): Promise<void> {
  const engine = create({ authorizedImports: [], limits: {}, modules: {}, files: {}, seed: 0 }, NO_HOST);
  // What fails here fails again in an action, where it is told.
  await engine.run(WARM_UP, {}).catch(() => {});
}

await serveProcess(create, { warmUp, lockDown });
