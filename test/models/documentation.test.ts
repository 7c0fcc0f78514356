import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as models from "../../src/models/index.ts";
import type { HttpRequest, HttpResponse } from "../../src/models/http.ts";
import { composedPrefixes, type ProviderRow, providers } from "../../src/models/providers.ts";

const readPage = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

function writeRow({ prefix, wire, baseUrl, baseVariable, keyVariables, source }: ProviderRow): string {
  const address = baseUrl === undefined ? `\`apiBase\` or \`${baseVariable}\`` : `\`${baseUrl}\``;
  const key = (keyVariables ?? []).map((name) => `\`${name}\``).join(", ");
  return `| \`${prefix}/\` | ${wire.name} | ${address} | ${key || "none"} | <${source}> |`;
}

test("the table of providers in docs/models.md is the table in the source", () => {
  const table = /<!-- providers:[^\n]*\n\|[^\n]*\n\|[^\n]*\n([^]*?)<!-- end -->/u.exec(readPage("models.md"))?.[1];
  expect(table?.trimEnd().split("\n")).toEqual(providers.map(writeRow));
});

test("the addresses of several parts in docs/models.md are those that LiteLLMModel composes", () => {
  const table = /^Three more addresses[^\n]*\n\n([^]*?)\n\n/mu.exec(readPage("models.md"))?.[1] ?? "";
  const prefixes = [...table.matchAll(/^\| `([\w-]+)\/[A-Z]+`/gmu)].map(([, prefix]) => prefix);
  expect(prefixes).toEqual(composedPrefixes);
});

/** A reply of each protocol that says "four". */
const replies: Record<string, unknown> = {
  "openai-chat": { choices: [{ message: { role: "assistant", content: "four" }, finish_reason: "stop" }] },
  "openai-responses": { output: [{ type: "message", content: [{ type: "output_text", text: "four" }] }] },
  anthropic: { content: [{ type: "text", text: "four" }], stop_reason: "end_turn" },
  gemini: { candidates: [{ content: { parts: [{ text: "four" }] }, finishReason: "STOP" }] },
  ollama: { message: { role: "assistant", content: "four" }, done: true },
  bedrock: { output: { message: { content: [{ text: "four" }] } }, stopReason: "end_turn" },
};

/** Runs the page's program with the model's class, which sends to nobody; gives what it sent and what it printed. */
async function runPage(text: string, reply: unknown): Promise<{ sent: HttpRequest[]; printed: unknown[] }> {
  const program = /^```ts\n([^]*?)^```$/mu.exec(text)?.[1] ?? "";
  const sent: HttpRequest[] = [];
  const transport = async (request: HttpRequest): Promise<HttpResponse> => {
    sent.push(request);
    return await Promise.resolve({
      status: 200,
      header: () => undefined,
      body: (async function* () {
        yield new TextEncoder().encode(JSON.stringify(reply));
      })(),
    });
  };
  const classes = Object.fromEntries(
    Object.entries(models)
      .filter(([name]) => name.endsWith("Model"))
      .map(([name, Class]) => [
        name,
        function (options: object) {
          // Any of the classes: what they take is what the page gives, and these two.
          return new (Class as new (options: object) => object)({ ...options, apiKey: "k", transport });
        },
      ]),
  );
  const printed: unknown[] = [];
  const body = program.replace(/^import (\{[^}]*\}) from "threadsnake\/models";$/mu, "const $1 = models;");
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction("models", "console", body)(classes, {
    log: (...values: unknown[]) => printed.push(...values),
  });
  return { sent, printed };
}

describe.each(Object.keys(replies))("docs/wires/%s.md", (name) => {
  const text = readPage(`wires/${name}.md`);

  test("its program sends what the page shows", async () => {
    const { sent, printed } = await runPage(text, replies[name]);
    expect(printed[0]).toBe("four");
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual(JSON.parse(/^```json\n([^]*?)^```$/mu.exec(text)?.[1] ?? ""));
    const path = /^sends this to `([^`]+)`/mu.exec(text)?.[1] ?? "?";
    expect(sent[0]?.url.endsWith(path), sent[0]?.url).toBe(true);
  });

  test("the page of models leads to it", () => {
    expect(readPage("models.md")).toContain(`(wires/${name}.md)`);
  });
});

test("the quirks of docs/wires/openai-chat.md are those of the table's rows", () => {
  const page = readPage("wires/openai-chat.md");
  const rows = new Map(
    [...page.matchAll(/^\| `(\w+)(?:: \w+)?` \|[^|]*\| ([^|]*) \|$/gmu)].map(([, quirk, who]) => [quirk, who]),
  );
  const titles: Record<string, string> = { "Z.AI": "zai", xAI: "xai" };
  for (const { prefix, quirks = {}, wire } of providers) {
    if (wire.name !== "openai-chat" || prefix === "codestral") continue;
    for (const quirk of Object.keys(quirks)) {
      const known = (rows.get(quirk) ?? "").split(/[;,:] ?/u).map((who) => titles[who] ?? who.toLowerCase());
      expect(known, `${quirk} of ${prefix}`).toContain(prefix);
    }
  }
});
