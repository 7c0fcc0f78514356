// Zod, ArkType and LangChain as they are installed: what we take structurally is what they really have.
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { fromLangChainTools } from "../../src/adapters/langchain.ts";
import type { LangChainTool } from "../../src/adapters/langchain.ts";
import type { StandardSchema } from "../../src/tools/standard-schema.ts";
import { tool } from "../../src/tools/tool.ts";
import { peerPath, preparePeers } from "./peers.ts";

interface Libraries {
  zodOrder: StandardSchema<unknown, { item: string; count: number }>;
  zodEven: StandardSchema<unknown, { a: number }>;
  arkOrder: StandardSchema<unknown, { item: string; count: number }>;
  langChainMultiply: LangChainTool;
}

describe.skipIf(!preparePeers())("as they are installed", () => {
  let libraries: Libraries;
  beforeAll(async () => {
    libraries = (await import(pathToFileURL(peerPath("libraries.mjs")).href)) as Libraries;
  });

  test.each(["zodOrder", "arkOrder"] as const)("%s declares arguments", async (library) => {
    const order = tool({ name: "order", description: "d", inputSchema: libraries[library], execute: ({ item, count }) => `${count} ${item}` });
    expect(order.inputs).toMatchObject({ type: "object", properties: { item: { type: "string" } }, required: expect.arrayContaining(["item"]) as string[] });
    expect(await order.call({ item: "tea", count: "2" })).toBe("2 tea");
    await expect(order.call({ item: "", count: 1 })).rejects.toMatchObject({ code: "tool-arguments-invalid" });
  });

  test("zod's defaults and refinements hold", async () => {
    const order = tool({ name: "order", description: "d", inputSchema: libraries.zodOrder, execute: ({ item, count }) => `${count} ${item}` });
    expect(await order.call({ item: "tea" })).toBe("1 tea");
    const even = tool({ name: "even", description: "d", inputSchema: libraries.zodEven, execute: ({ a }) => a });
    await expect(even.call({ a: 1 })).rejects.toThrow("even(): Argument 'a': a must be even");
  });

  test("a tool of LangChain is called with checked arguments", async () => {
    const [multiply] = await fromLangChainTools([libraries.langChainMultiply]);
    expect(multiply).toMatchObject({ name: "multiply", inputs: { required: ["a", "b"] } });
    expect(await multiply!.call({ a: "6", b: 7 }, { signal: new AbortController().signal, idempotencyKey: "k" })).toBe(42);
  });
});
