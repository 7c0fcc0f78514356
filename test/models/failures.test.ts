/** What bad servers get: typed errors with the provider's words, retries where they make sense, and no key in any text. */
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ModelError } from "../../src/models/errors.ts";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import { type RetryEvent, readRetryAfter } from "../../src/models/retry.ts";
import { sse, startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { collect, question, quick } from "./conversation.ts";

const KEY = "sk-secret-abcdefgh12345678";
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(replies: ServerReply[], options: Record<string, unknown> = {}): Promise<OpenAIServerModel> {
  server = await startOpenAIServer(replies);
  return new OpenAIServerModel({ modelId: "test-model", apiBase: server.url, apiKey: KEY, retry: quick, ...options });
}

const fault = (status: number, message: string, further: Record<string, unknown> = {}): ServerReply => ({
  status,
  body: { error: { message, ...further } },
});

async function failure(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${String(error)}`);
  return error;
}

test.each([
  [401, "Incorrect API key", "model-auth", 1],
  [403, "Country not supported", "model-auth", 1],
  [404, "The model `x` does not exist", "model-not-found", 1],
  [400, "This model's maximum context length is 8192 tokens", "model-context-length", 1],
  [400, "The response was filtered due to the content management policy", "model-content-filter", 1],
  [422, "temperature must be below 2", "model-bad-request", 1],
  [402, "Payment required", "model-quota", 1],
  [429, "You exceeded your current quota", "model-quota", 1],
  [429, "Rate limit reached", "model-rate-limited", 5],
  [500, "Internal error", "model-server-error", 5],
  [503, "Overloaded", "model-server-error", 5],
  [408, "Timed out", "model-timeout", 2],
])("status %i with %j is %s after %i requests", async (status, message, code, requests) => {
  const further = code === "model-quota" && status === 429 ? { code: "insufficient_quota" } : {};
  const model = await start(Array.from({ length: 5 }, () => fault(status, message, further)));
  const error = await failure(model.generate(question));
  expect(error).toMatchObject({ code, status, providerMessage: message });
  expect(error.message).toContain(message);
  expect(server?.requests).toHaveLength(requests);
});

test("Retry-After is read in seconds, in milliseconds and as a date", () => {
  const now = Date.parse("2025-01-01T00:00:00Z");
  const read = (headers: Record<string, string>): number | undefined => readRetryAfter((name) => headers[name], now);
  expect(read({ "retry-after": "2" })).toBe(2000);
  expect(read({ "retry-after": "Wed, 01 Jan 2025 00:00:30 GMT" })).toBe(30_000);
  expect(read({ "retry-after": "Tue, 31 Dec 2024 00:00:00 GMT" })).toBe(0);
  expect(read({ "retry-after": "2", "retry-after-ms": "150" })).toBe(150);
  expect(read({ "retry-after": "soon" })).toBeUndefined();
  expect(read({ "retry-after": "-1" })).toBeUndefined();
  expect(read({})).toBeUndefined();
});

test("Retry-After is obeyed, and the wait can be seen", async () => {
  const model = await start(
    [
      { status: 429, headers: { "retry-after": "0.03" }, body: { error: { message: "slow down" } } },
      { status: 503, headers: { "retry-after-ms": "25" }, body: {} },
      "ok",
    ],
    {
      retry: { ...quick, maxDelayMs: 5000 },
    },
  );
  const events: RetryEvent[] = [];
  expect((await model.generate(question, { onRetry: (event) => events.push(event) })).content).toBe("ok");
  expect(events.map((event) => [event.attempt, event.waitMs])).toEqual([
    [1, 30],
    [2, 25],
  ]);
  expect(events[0]?.error.message).toContain("slow down");
});

test("a server that asks for too long a wait is not waited for", async () => {
  const model = await start([
    { status: 429, headers: { "retry-after": "3600" }, body: { error: { message: "come back later" } } },
  ]);
  const error = await failure(model.generate(question));
  expect(error).toMatchObject({
    code: "model-rate-limited",
    retryAfterMs: 3_600_000,
    hint: expect.stringContaining("3600 s"),
  });
});

test("retry: false turns retrying off", async () => {
  const model = await start([fault(500, "no"), "ok"], { retry: false });
  await failure(model.generate(question));
  expect(server?.requests).toHaveLength(1);
});

test("waits grow, with jitter, up to the cap", async () => {
  const model = await start([...Array.from({ length: 5 }, () => fault(500, "no")), "ok"], {
    retry: { maxRetries: 5, initialDelayMs: 2, maxDelayMs: 10, random: () => 1 },
  });
  const waits: number[] = [];
  await model.generate(question, { onRetry: ({ waitMs }) => waits.push(waitMs) });
  expect(waits).toEqual([2, 4, 8, 10, 10]);
});

test("keys are never in messages, whoever echoes them", async () => {
  const model = await start(
    [
      { status: 401, body: { error: { message: `Incorrect API key provided: ${KEY}. See https://x/?key=${KEY}` } } },
      { body: `<html>${KEY}</html>` },
      { headers: { "content-type": "text/event-stream" }, chunks: [sse({ error: { message: `bad ${KEY}` } })] },
    ],
    { retry: false },
  );
  for (const ask of [
    () => model.generate(question),
    () => model.generate(question),
    () => collect(model.generateStream(question)),
  ]) {
    const error = await failure(ask());
    expect(`${error.message} ${error.hint} ${error.providerMessage} ${JSON.stringify(error)}`).not.toContain(
      "abcdefgh",
    );
  }
});

test("the hint of a refused key names where the key came from", async () => {
  const model = await start([fault(401, "no")]);
  expect((await failure(model.generate(question))).hint).toContain("the apiKey option");
});

test("without a key nothing is sent to a provider that needs one", async () => {
  const before = process.env["OPENAI_API_KEY"];
  delete process.env["OPENAI_API_KEY"];
  try {
    const model = new OpenAIServerModel({ modelId: "gpt-4.1" });
    expect(await failure(model.generate(question))).toMatchObject({
      code: "model-auth",
      hint: "Set OPENAI_API_KEY, or pass apiKey.",
    });
  } finally {
    if (before !== undefined) process.env["OPENAI_API_KEY"] = before;
  }
});

test("broken JSON, HTML and empty choices are bad responses, tried again twice", async () => {
  for (const reply of [{ body: "{" }, { body: "<html><title>Gateway</title></html>" }, { body: { choices: [] } }]) {
    const model = await start([reply, reply, reply, "never"]);
    const error = await failure(model.generate(question));
    expect(error.code).toBe("model-bad-response");
    expect(server?.requests).toHaveLength(3);
    await server?.close();
  }
});

test("an error in a body with status 200 is an error", async () => {
  const model = await start([
    { body: { error: { message: "Provider returned error", code: 429, metadata: { raw: "upstream is full" } } } },
    "ok",
  ]);
  const events: RetryEvent[] = [];
  expect((await model.generate(question, { onRetry: (event) => events.push(event) })).content).toBe("ok");
  expect(events[0]?.error).toMatchObject({
    code: "model-rate-limited",
    message: expect.stringContaining("upstream is full"),
  });
});

test("an error inside a stream is typed by its words", async () => {
  const chunks = [
    sse({ choices: [{ delta: { content: "par" } }] }),
    sse({ error: { message: "context_length_exceeded: too long", code: "context_length_exceeded" } }),
  ];
  const model = await start([{ headers: { "content-type": "text/event-stream" }, chunks }]);
  expect((await failure(collect(model.generateStream(question)))).code).toBe("model-context-length");
});

test("giving a connection up in the moment in which its reply ends disturbs nobody", async () => {
  const chunks = [sse({ error: { message: "overloaded" } })];
  const reply: ServerReply = { headers: { "content-type": "text/event-stream" }, chunks };
  const model = await start(
    Array.from({ length: 50 }, () => reply),
    { retry: false },
  );
  // An error event that nobody hears would end the process, about once in ten rounds.
  for (let round = 0; round < 50; round += 1)
    expect((await failure(collect(model.generateStream(question)))).code).toBe("model-server-error");
});

test("a stream that is cut every time ends in one clear error", async () => {
  const cut: ServerReply = {
    headers: { "content-type": "text/event-stream" },
    chunks: [sse({ choices: [{ delta: { content: "half" } }] })],
    cut: true,
  };
  const model = await start([cut, cut, cut], { retry: { ...quick, maxRetries: 2 } });
  const error = await failure(collect(model.generateStream(question)));
  expect(["model-stream-cut", "model-connection"]).toContain(error.code);
  expect(server?.requests).toHaveLength(3);
});

test("a server that never answers is a timeout", async () => {
  const model = await start([{ hang: true }, { hang: true }], { timeoutSeconds: 0.05 });
  const error = await failure(model.generate(question));
  expect(error).toMatchObject({
    code: "model-timeout",
    message: expect.stringContaining("sent nothing for 50 ms"),
    hint: expect.stringContaining("timeoutSeconds"),
  });
  expect(server?.requests).toHaveLength(2);
});

test("silence in the middle of a stream is a timeout, too", async () => {
  const stalled: ServerReply = {
    headers: { "content-type": "text/event-stream" },
    chunks: [sse({ choices: [{ delta: { content: "half" } }] })],
    stall: true,
  };
  const model = await start([stalled, "whole"], { timeoutSeconds: 0.05 });
  expect((await collect(model.generateStream(question))).text).toBe("whole");
});

test("aborting ends a request, a stream and a wait at once, with the caller's reason", async () => {
  const model = await start(
    [
      { hang: true },
      {
        headers: { "content-type": "text/event-stream" },
        chunks: [sse({ choices: [{ delta: { content: "x" } }] })],
        stall: true,
      },
      fault(500, "no"),
    ],
    { retry: { initialDelayMs: 60_000, random: () => 1 } },
  );
  const reason = new Error("enough");
  for (const ask of [
    (signal: AbortSignal) => model.generate(question, { signal }),
    (signal: AbortSignal) => collect(model.generateStream(question, { signal })),
    (signal: AbortSignal) => model.generate(question, { signal }),
  ]) {
    const controller = new AbortController();
    const asked = ask(controller.signal);
    setTimeout(() => controller.abort(reason), 30);
    await expect(asked).rejects.toBe(reason);
  }
});

test("leaving a stream closes its connection", async () => {
  const model = await start([
    {
      headers: { "content-type": "text/event-stream" },
      chunks: [sse({ choices: [{ delta: { content: "one" } }] })],
      stall: true,
    },
  ]);
  for await (const delta of model.generateStream(question)) {
    expect(delta.content).toBe("one");
    break;
  }
  await expect.poll(() => server?.openConnections()).toBe(0);
});

test("nothing that listens is one retry and a clear error", async () => {
  const idle: Server = createServer();
  await new Promise<void>((resolve) => void idle.listen(0, "127.0.0.1", resolve));
  const { port } = idle.address() as AddressInfo;
  await new Promise<void>((resolve) => void idle.close(() => resolve()));
  const model = new OpenAIServerModel({ modelId: "x", apiBase: `http://127.0.0.1:${port}/v1`, retry: quick });
  const events: RetryEvent[] = [];
  const error = await failure(model.generate(question, { onRetry: (event) => events.push(event) }));
  expect(error).toMatchObject({
    code: "model-connection",
    message: expect.stringContaining("nothing listens there"),
    hint: "Start the server, or correct apiBase.",
  });
  expect(events).toHaveLength(1);
});

test("an address that is no URL says so", async () => {
  const model = new OpenAIServerModel({ modelId: "x", apiBase: "localhost:8080", retry: quick });
  expect(await failure(model.generate(question))).toMatchObject({
    code: "model-connection",
    hint: expect.stringContaining("http://"),
  });
});

test("requests per minute are spaced and never more than maxConcurrency run", async () => {
  let running = 0;
  let most = 0;
  const transport = async (): Promise<{ status: number; header: () => undefined; body: AsyncIterable<Uint8Array> }> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    const body = new TextEncoder().encode(JSON.stringify({ choices: [{ message: { content: "ok" } }] }));
    return {
      status: 200,
      header: () => undefined,
      body: (async function* () {
        yield body;
      })(),
    };
  };
  const limited = new OpenAIServerModel({ modelId: "x", apiBase: "http://x/v1", transport, maxConcurrency: 2 });
  await Promise.all(Array.from({ length: 6 }, () => limited.generate(question)));
  expect(most).toBe(2);
  const slow = new OpenAIServerModel({ modelId: "x", apiBase: "http://x/v1", transport, requestsPerMinute: 3000 });
  const begin = performance.now();
  await Promise.all(Array.from({ length: 4 }, () => slow.generate(question)));
  expect(performance.now() - begin).toBeGreaterThanOrEqual(59);
});

test("a body without an end is given up", async () => {
  const megabyte = new TextEncoder().encode(`:${"-".repeat((1 << 20) - 2)}\n`);
  let sent = 0;
  const body = (async function* () {
    for (;;) {
      sent += 1;
      yield megabyte;
    }
  })();
  const transport = async (): Promise<{ status: number; header: () => undefined; body: AsyncIterable<Uint8Array> }> =>
    await Promise.resolve({ status: 200, header: () => undefined, body });
  const model = new OpenAIServerModel({ modelId: "x", apiBase: "http://x/v1", transport, retry: quick });
  expect(await failure(collect(model.generateStream(question)))).toMatchObject({
    code: "model-bad-response",
    message: expect.stringContaining("256 MB"),
  });
  expect(sent).toBe(257);
});
