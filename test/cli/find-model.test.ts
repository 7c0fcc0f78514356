import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { findModel } from "../../src/cli/find-model.ts";
import { Arguments } from "../../src/cli/options.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import { startOpenAIServer } from "../servers/openai.ts";

const NOWHERE = "http://127.0.0.1:9";
const nobody = {
  OLLAMA_API_BASE: NOWHERE,
  LM_STUDIO_API_BASE: NOWHERE,
  LLAMAFILE_API_BASE: NOWHERE,
  HOSTED_VLLM_API_BASE: NOWHERE,
};
const options = (values: Record<string, string> = {}): Arguments => new Arguments(values, []);

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe("the model that is asked", () => {
  test("is the one of the option before that of the environment, and that before keys and servers", async () => {
    const ollama = await startOllamaServer([]);
    closing.push(ollama.close);
    const env = { ...nobody, THREADSNAKE_MODEL: "ollama_chat/b", OPENAI_API_KEY: "k", OLLAMA_API_BASE: ollama.url };
    expect(await findModel(options({ model: "ollama_chat/a" }), env)).toMatchObject({ modelId: "ollama_chat/a" });
    expect(await findModel(options(), env)).toMatchObject({
      modelId: "ollama_chat/b",
      note: "from THREADSNAKE_MODEL",
    });
    const { THREADSNAKE_MODEL: _, ...withKey } = env;
    expect(await findModel(options(), withKey)).toMatchObject({
      modelId: expect.stringMatching(/^openai\//),
      note: "found OPENAI_API_KEY; change with -m",
    });
    const { OPENAI_API_KEY: __, ...withServer } = withKey;
    expect(await findModel(options(), withServer)).toMatchObject({
      modelId: "ollama_chat/llama3.2:latest",
      apiBase: ollama.url,
      note: `found Ollama at ${new URL(ollama.url).host}; change with -m`,
    });
    expect(await findModel(options(), nobody)).toBeUndefined();
  });

  test("may carry its address", async () => {
    expect(await findModel(options({ model: "openai/x@http://host:1/v1" }), nobody)).toMatchObject({
      modelId: "openai/x",
      apiBase: "http://host:1/v1",
    });
  });

  test("is one for code, of several, and none that embeds", async () => {
    const ollama = await startOllamaServer([], { models: ["nomic-embed-text", "llama3.2", "qwen3-coder:30b"] });
    closing.push(ollama.close);
    expect(await findModel(options(), { ...nobody, OLLAMA_API_BASE: ollama.url })).toMatchObject({
      modelId: "ollama_chat/qwen3-coder:30b",
    });
  });

  test("is asked of the server whose address alone is given", async () => {
    const openai = await startOpenAIServer([]);
    closing.push(openai.close);
    for (const address of [openai.url, openai.url.replace("/v1", "")])
      expect(await findModel(options({ "api-base": address }), nobody)).toMatchObject({
        modelId: "openai/test-model",
        apiBase: openai.url,
      });
    await expect(findModel(options({ "api-base": NOWHERE }), nobody)).rejects.toThrow("does not say which models");
  });

  test("is not waited for at a server that never answers", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const started = performance.now();
    expect(
      await findModel(options(), { ...nobody, OLLAMA_API_BASE: base, HOSTED_VLLM_API_BASE: base }),
    ).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
