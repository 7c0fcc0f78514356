import { expect, test } from "vitest";
import { MODULES } from "../../src/python/stdlib/index.ts";
import { LEFT_OUT, pageOfPython } from "./page.ts";

test("docs/python.md says what the registers say", async () => {
  await expect(await pageOfPython()).toMatchFileSnapshot("../../docs/python.md");
}, 60_000);

test("a module that is said to be left out is not there", () => {
  const leftOut = LEFT_OUT.flatMap(([, modules]) => modules.split(" "));
  expect(leftOut.filter((name) => Object.hasOwn(MODULES, name))).toEqual([]);
});
