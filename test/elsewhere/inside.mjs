// Runs the suite in this runtime: Node, Deno or Bun. Its last line is the result as JSON.
import { quickAttacks } from "./attacks.mjs";
import { runSuite } from "./suite.mjs";

const dist = new URL("../../dist/", import.meta.url);
const { Python, LimitError } = await import(new URL("python/index.js", dist).href);
const { LocalPythonExecutor, evaluatePythonCode } = await import(new URL("executors/index.js", dist).href);
console.log(JSON.stringify(await runSuite({ Python, LimitError, LocalPythonExecutor, evaluatePythonCode, attacks: quickAttacks() }))); // prettier-ignore
