/** A newcomer can read the loop, the log and one wire: docs/architecture.md gives the figure. */
import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";

/** Lines that are neither blank nor comment. */
function countLines(path: string): number {
  const code = readFileSync(path, "utf8").replace(/^\s*\/\*[^]*?\*\/[ \t]*\n/gm, "");
  return code.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("//")).length;
}

it("agents, run and one wire stay under 4,000 lines", () => {
  const paths = ["src/agents", "src/run"].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
  const lines = [...paths, "src/models/wires/openai-chat.ts"].reduce((sum, path) => sum + countLines(path), 0);
  expect(lines).toBeLessThan(4_000);
  expect(countLines("src/agents/loop.ts")).toBeGreaterThan(50);
});
