import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ProviderRow, providers } from "../../src/models/providers.ts";

function writeRow({ prefix, wire, baseUrl, baseVariable, keyVariables, source }: ProviderRow): string {
  const address = baseUrl === undefined ? `\`apiBase\` or \`${baseVariable}\`` : `\`${baseUrl}\``;
  const key = (keyVariables ?? []).map((name) => `\`${name}\``).join(", ");
  return `| \`${prefix}/\` | ${wire.name} | ${address} | ${key || "none"} | <${source}> |`;
}

test("the table of providers in docs/models.md is the table in the source", () => {
  const page = readFileSync(new URL("../../docs/models.md", import.meta.url), "utf8");
  const table = /<!-- providers:[^\n]*\n\|[^\n]*\n\|[^\n]*\n([^]*?)<!-- end -->/u.exec(page)?.[1];
  expect(table?.trimEnd().split("\n")).toEqual(providers.map(writeRow));
});
