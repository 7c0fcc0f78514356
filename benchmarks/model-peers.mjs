// Our OpenAI wire beside the `openai` package and AI SDK's provider, each called 100 times with a conversation of 22 messages.
// The packages are those of test/wires/peers (npm install there); those that are missing are left out.
import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OpenAIServerModel } from "threadsnake/models";

const CALLS = 100;
const messages = [{ role: "system", content: "s".repeat(6000) }];
for (let turn = 0; turn < 10; turn++)
  messages.push({ role: "user", content: "u".repeat(300) }, { role: "assistant", content: "a".repeat(300) });
messages.push({ role: "user", content: "go" });
const stop = ["Observation:"];

/** `kind` is "plain" or "streamed". The contenders' times are for one call. */
export async function modelContenders(kind) {
  const server = fork(fileURLToPath(new URL("model-server.mjs", import.meta.url)));
  const port = await new Promise((resolve) => server.once("message", resolve));
  server.unref();
  server.channel.unref();
  const baseURL = `http://127.0.0.1:${port}/v1`;
  const contenders = {};
  for (const [name, create] of Object.entries({ openai, "ai-sdk": aiSdk, threadsnake })) {
    const ask = await create(baseURL);
    if (ask === undefined) continue;
    await ask[kind]();
    contenders[name] = async () => {
      const started = performance.now();
      let output;
      for (let call = 0; call < CALLS; call++) output = await ask[kind]();
      return { milliseconds: (performance.now() - started) / CALLS, output };
    };
  }
  return contenders;
}

async function threadsnake(apiBase) {
  const model = new OpenAIServerModel({ modelId: "m", apiBase, apiKey: "k" });
  return {
    plain: async () => (await model.generate(messages, { stopSequences: stop })).content,
    streamed: async () => {
      let text = "";
      for await (const delta of model.generateStream(messages, { stopSequences: stop })) text += delta.content ?? "";
      return text;
    },
  };
}

async function openai(baseURL) {
  const OpenAI = (await load("openai"))?.default;
  if (OpenAI === undefined) return undefined;
  const client = new (OpenAI.default ?? OpenAI)({ baseURL, apiKey: "k" });
  const request = { model: "m", messages, stop };
  return {
    plain: async () => (await client.chat.completions.create(request)).choices[0].message.content,
    streamed: async () => {
      let text = "";
      const options = { stream: true, stream_options: { include_usage: true } };
      for await (const { choices } of await client.chat.completions.create({ ...request, ...options }))
        text += choices[0]?.delta.content ?? "";
      return text;
    },
  };
}

async function aiSdk(baseURL) {
  const peer = await load("@ai-sdk/openai-compatible-v4");
  if (peer === undefined) return undefined;
  const model = peer.createOpenAICompatible({ name: "local", baseURL, apiKey: "k", includeUsage: true })("m");
  const prompt = messages.map(({ role, content }) =>
    role === "system" ? { role, content } : { role, content: [{ type: "text", text: content }] },
  );
  return {
    plain: async () => (await model.doGenerate({ prompt, stopSequences: stop })).content[0].text,
    streamed: async () => {
      let text = "";
      const { stream } = await model.doStream({ prompt, stopSequences: stop });
      for await (const part of stream) if (part.type === "text-delta") text += part.delta;
      return text;
    },
  };
}

async function load(name) {
  const require = createRequire(new URL("../test/wires/peers/package.json", import.meta.url));
  try {
    return await import(pathToFileURL(require.resolve(name)).href);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return undefined;
  }
}
