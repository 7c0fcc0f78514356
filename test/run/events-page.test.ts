import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

it("the page on events names every type of event, and no other", () => {
  const declared = [...read("src/run/events.ts").matchAll(/^ {2}type: "([a-z-]+)";$/gm)].map(([, type]) => type);
  const page = read("docs/events.md");
  const documented = [...page.matchAll(/^\| `([a-z]+(?:-[a-z]+)?)` \| /gm)]
    .map(([, type]) => type)
    .filter((type) => !["type", "v", "seq", "ts", "key"].includes(type ?? ""));
  const inText = [...page.matchAll(/`(run-resume|retry|steer|model-delta)`/g)].map(([, type]) => type);
  expect([...new Set([...documented, ...inText])].toSorted()).toEqual(declared.toSorted());
});
