// The official clients talk to the servers of our tests and send what the fixtures hold; AI SDK's providers of three specifications,
// as npm has them, give one message (peers/record.mjs has it in full).
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { preparePeers } from "../tools/peers.ts";

const folder = fileURLToPath(new URL("./peers/", import.meta.url));

test.skipIf(!preparePeers(folder))("the official clients prove the servers, and the fixtures are theirs", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["record.mjs", "--check"], { cwd: folder });
  expect(stdout.match(/^✓ .*$/gmu)).toEqual([
    "✓ openai-chat",
    "✓ openai-responses",
    "✓ anthropic",
    "✓ gemini",
    "✓ ollama",
    "✓ bedrock",
    "✓ AI SDK v2",
    "✓ AI SDK v3",
    "✓ AI SDK v4",
    "✓ AI SDK: the three specifications give one message",
  ]);
});
