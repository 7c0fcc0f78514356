import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "../../src/executors/codec.ts";
import type { Media } from "../../src/executors/media.ts";
import { AgentAudio, AgentImage, AgentText, toAgentType } from "../../src/tools/agent-types.ts";
import { ToolCollection } from "../../src/tools/collection.ts";
import { imageFromFile } from "../../src/tools/media-file-node.ts";
import { tool } from "../../src/tools/tool.ts";
import { UserInputTool } from "../../src/tools/user-input.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAD0lEQVR4nGP4z8AARBAAABH7Af/a8dYsAAAAAElFTkSuQmCC";
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((character) => character.charCodeAt(0)) : part)),
  );

const GIF = bytes("GIF89a", [7, 0, 5, 0, 0, 0, 0]);
const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 8, 1, 1, 0x11, 0, 0xff, 0xd9]);
const WEBP = bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 19, 0, 0]);
const WEBP_LOSSY = bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 ", [10, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 12, 0, 0]);
const WEBP_LOSSLESS = bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [10, 0, 0, 0, 0x2f, 3, 0x40, 0x01, 0, 0, 0, 0, 0, 0, 0]);

test.each([
  ["PNG", PNG, "image/png", 3, 2],
  ["GIF", GIF, "image/gif", 7, 5],
  ["JPEG", JPEG, "image/jpeg", 8, 9],
  ["extended WebP", WEBP, "image/webp", 10, 20],
  ["lossy WebP", WEBP_LOSSY, "image/webp", 16, 12],
  ["lossless WebP", WEBP_LOSSLESS, "image/webp", 4, 6],
])("%s is recognised by its bytes, with its size", (_, source, mediaType, width, height) => {
  expect(new AgentImage(source)).toMatchObject({ mediaType, width, height });
});

test("base64, data URL and bytes of the same picture are equal and have the same digest", async () => {
  const images = [
    new AgentImage(PNG),
    new AgentImage(`data:image/png;base64,${PNG}`),
    new AgentImage(new AgentImage(PNG).data),
  ];
  const digests = await Promise.all(images.map((image) => image.digest()));
  expect(new Set(digests).size).toBe(1);
  expect(images.map((image) => image.toDataUrl())).toEqual(Array(3).fill(`data:image/png;base64,${PNG}`));
  expect(String(images[0])).toBe("AgentImage(image/png, 3x2)");
});

test("a picture known by its URL is passed on as that", () => {
  const image = new AgentImage("https://example.com/a.png");
  expect(image.toPart()).toEqual({ type: "image", image: "https://example.com/a.png", mediaType: "image/*" });
  expect(() => image.toBase64()).toThrow("known only by its URL");
});

test("what is no picture is refused", () => {
  expect(() => new AgentImage(bytes("hello"))).toThrow(
    "not an image of a kind that is recognised (PNG, JPEG, WebP, GIF)",
  );
  expect(() => new AgentImage("not base64 at all!")).toThrow("neither base64, nor a data URL");
  expect(new AgentImage(bytes("hello"), "image/bmp").mediaType).toBe("image/bmp");
});

test("a picture survives the log and is an AgentImage again", () => {
  const back = parse(stringify(new AgentImage(PNG)));
  expect(new AgentImage(back as AgentImage)).toEqual(new AgentImage(PNG));
});

test("a picture is read from a file", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "threadsnake-")), "a.gif");
  await writeFile(path, GIF);
  expect(await imageFromFile(path)).toMatchObject({ mediaType: "image/gif", width: 7 });
});

test("a recording is recognised by its bytes", () => {
  expect(new AgentAudio(bytes("RIFF", [0, 0, 0, 0], "WAVEfmt ")).mediaType).toBe("audio/wav");
  expect(new AgentAudio(bytes("ID3", [4])).toPart()).toMatchObject({ type: "audio", mediaType: "audio/mpeg" });
});

test("bytes of an image tool become an AgentImage", async () => {
  const draw = tool({ name: "draw", description: "d", outputType: "image", execute: () => GIF });
  expect(await draw.call({})).toBeInstanceOf(AgentImage);
  expect(toAgentType("text", "string")).toBe("text");
  expect(JSON.stringify({ answer: new AgentText("yes") })).toBe('{"answer":"yes"}');
});

test("a question goes to the run, else to the tool's own answerer, else it is an error", async () => {
  const asked: unknown[] = [];
  const fromRun = async (question: unknown) => (asked.push(question), "blue");
  expect(await new UserInputTool().call({ question: "Colour?" }, { ask: fromRun })).toBe("blue");
  expect(asked).toEqual([{ question: "Colour?" }]);
  expect(await new UserInputTool({ ask: async () => 7 }).call({ question: "How many?" })).toBe("7");
  await expect(new UserInputTool().call({ question: "?" })).rejects.toMatchObject({ code: "no-human" });
});

test("a collection closes what its tools came from", async () => {
  const one = tool({ name: "one", description: "d", execute: () => 1 });
  const two = tool({ name: "two", description: "d", execute: () => 2 });
  let closed = 0;
  const collection = await ToolCollection.from({ getTools: async () => [one, two], close: async () => void closed++ });
  expect(collection.names).toEqual(["one", "two"]);
  expect([...collection.filter((each) => each.name === "two")]).toEqual([two]);
  await collection[Symbol.asyncDispose]();
  expect(closed).toBe(1);
  expect(() => new ToolCollection([one, one])).toThrow("stand more than once: one");
});

test("an image that is known only by its URL keeps it through the log", () => {
  const image = new AgentImage("https://example.com/a.png");
  const read = parse(stringify(image));
  expect(read).toMatchObject({ kind: "image", url: "https://example.com/a.png" });
  expect(new AgentImage(read as Media).url).toBe("https://example.com/a.png");
});
