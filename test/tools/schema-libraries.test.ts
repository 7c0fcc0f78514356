// Zod, ArkType and LangChain as they are installed: what we take structurally is what they really have.
import { beforeAll, describe, expect, test } from "vitest";
import { fromLangChainTools } from "../../src/adapters/langchain.ts";
import type { LangChainTool } from "../../src/adapters/langchain.ts";
import type { StandardSchema } from "../../src/tools/standard-schema.ts";
import { tool } from "../../src/tools/tool.ts";
import { importPeer, preparePeers } from "./peers.ts";

/** Just enough of the libraries to write down what a user of them would. */
interface Zod {
  object(
    shape: object,
  ): StandardSchema<unknown, never> & { refine(check: (value: { a: number }) => boolean, options: object): unknown };
  string(): { min(size: number, message: string): unknown };
  number(): { int(): { default(value: number): unknown } };
}

interface Libraries {
  zodOrder: StandardSchema<unknown, { item: string; count: number }>;
  zodEven: StandardSchema<unknown, { a: number }>;
  arkOrder: StandardSchema<unknown, { item: string; count: number }>;
  langChainMultiply: LangChainTool;
}

async function loadLibraries(): Promise<Libraries> {
  const { z } = (await importPeer("zod")) as { z: Zod };
  const { type } = (await importPeer("arktype")) as { type: (definition: object) => unknown };
  const langChain = (await importPeer("@langchain/core/tools")) as {
    tool: (run: unknown, fields: object) => LangChainTool;
  };
  const even = z.object({ a: z.number() }).refine(({ a }) => a % 2 === 0, { message: "a must be even", path: ["a"] });
  const schema = z.object({ a: z.number(), b: z.number() });
  return {
    zodOrder: z.object({ item: z.string().min(1, "nothing ordered"), count: z.number().int().default(1) }) as never,
    zodEven: even as never,
    arkOrder: type({ item: "string > 0", count: "number.integer" }) as never,
    langChainMultiply: langChain.tool(({ a, b }: { a: number; b: number }) => a * b, {
      name: "multiply",
      description: "Multiplies.",
      schema,
    }),
  };
}

describe.skipIf(!preparePeers())("as they are installed", () => {
  let libraries: Libraries;
  beforeAll(async () => {
    libraries = await loadLibraries();
  });

  test.each(["zodOrder", "arkOrder"] as const)("%s declares arguments", async (library) => {
    const order = tool({
      name: "order",
      description: "d",
      inputSchema: libraries[library],
      execute: ({ item, count }) => `${count} ${item}`,
    });
    expect(order.inputs).toMatchObject({
      type: "object",
      properties: { item: { type: "string" } },
      required: expect.arrayContaining(["item"]) as string[],
    });
    expect(await order.call({ item: "tea", count: "2" })).toBe("2 tea");
    await expect(order.call({ item: "", count: 1 })).rejects.toMatchObject({ code: "tool-arguments-invalid" });
  });

  test("zod's defaults and refinements hold", async () => {
    const order = tool({
      name: "order",
      description: "d",
      inputSchema: libraries.zodOrder,
      execute: ({ item, count }) => `${count} ${item}`,
    });
    expect(await order.call({ item: "tea" })).toBe("1 tea");
    const even = tool({ name: "even", description: "d", inputSchema: libraries.zodEven, execute: ({ a }) => a });
    await expect(even.call({ a: 1 })).rejects.toThrow("even(): Argument 'a': a must be even");
  });

  test("a tool of LangChain is called with checked arguments", async () => {
    const [multiply] = await fromLangChainTools([libraries.langChainMultiply]);
    expect(multiply).toMatchObject({ name: "multiply", inputs: { required: ["a", "b"] } });
    expect(await multiply!.call({ a: "6", b: 7 }, { signal: new AbortController().signal, idempotencyKey: "k" })).toBe(
      42,
    );
  });
});
