import { describe, expect, test } from "vitest";
import { fromBase64, toBase64 } from "../../src/executors/base64.ts";
import { sniffMediaType } from "../../src/executors/media-type.ts";
import { encodeAudio, encodeImage, requireData, toDataUrl } from "../../src/models/media.ts";
import { flattenContent, prepareMessages } from "../../src/models/messages.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { addUsage } from "../../src/models/usage.ts";
import { conversation, PIXEL } from "./conversation.ts";

describe("preparing messages", () => {
  test("neighbours of one role become one message", () => {
    const messages: ChatMessage[] = [
      { role: "system", content: "a" },
      { role: "system", content: "b" },
      { role: "user", content: "c" },
      { role: "tool-response", content: "Observation:\nd" },
      { role: "assistant", content: "e" },
      { role: "tool-call", content: "Calling tools:\n[]" },
    ];
    expect(prepareMessages(messages)).toEqual([
      { role: "system", content: "a\nb" },
      { role: "user", content: "c\nObservation:\nd" },
      { role: "assistant", content: "e\nCalling tools:\n[]" },
    ]);
  });

  test("the messages that were given are not changed", () => {
    const before = structuredClone(conversation);
    prepareMessages(conversation, { flattenMessagesAsText: true, nativeTools: false });
    expect(conversation).toEqual(before);
  });

  test("calls and results are native only in pairs; ids that repeat in later steps pair with the nearest call", () => {
    const call = (name: string): ChatMessage => ({
      role: "assistant",
      content: "",
      toolCalls: [{ id: "call_1", name, arguments: {} }],
    });
    const result: ChatMessage = { role: "tool-response", content: "r", toolCallId: "call_1" };
    const prepared = prepareMessages([
      call("first"),
      result,
      call("second"),
      result,
      call("third"),
      { role: "user", content: "u" },
      result,
    ]);
    expect(prepared.map(({ role, toolName, toolCalls }) => [role, toolName ?? toolCalls?.[0]?.name])).toEqual([
      ["assistant", "first"],
      ["tool", "first"],
      ["assistant", "second"],
      ["tool", "second"],
      ["assistant", undefined],
      ["user", undefined],
    ]);
    expect(prepared.at(-1)?.content).toBe("u\nr");
  });

  test("text parts become a string, images stay parts, in their order", () => {
    const content: ChatMessage["content"] = [
      { type: "text", text: "a" },
      { type: "image", image: PIXEL },
      { type: "text", text: "b" },
    ];
    const [message] = prepareMessages([
      { role: "user", content },
      { role: "user", content: "c" },
    ]);
    expect(message?.content).toEqual([...content, { type: "text", text: "c" }]);
    expect(flattenContent(content)).toBe("a\n[image left out: this model reads text only]\nb");
  });

  test("reasoning travels beside the content and begins a new message", () => {
    const thought = { type: "reasoning" as const, text: "hm" };
    const prepared = prepareMessages([
      { role: "assistant", content: "a" },
      { role: "assistant", content: [thought, { type: "text", text: "b" }] },
    ]);
    expect(prepared).toEqual([
      { role: "assistant", content: "a" },
      { role: "assistant", content: "b", reasoning: [thought] },
    ]);
  });
});

describe("images", () => {
  test("media types are known by the first bytes", () => {
    expect(sniffMediaType(PIXEL)).toBe("image/png");
    expect(sniffMediaType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
    expect(sniffMediaType(new TextEncoder().encode("RIFF0000WEBPVP8 "))).toBe("image/webp");
    expect(sniffMediaType(new TextEncoder().encode("GIF89a"))).toBe("image/gif");
    expect(sniffMediaType(Uint8Array.of(1, 2, 3))).toBeUndefined();
  });

  test("bytes, data URLs, base64 text and addresses are all taken", () => {
    const base64 = toBase64(PIXEL);
    expect(fromBase64(base64)).toEqual(PIXEL);
    const data = { kind: "data", mediaType: "image/png", base64 };
    expect(encodeImage({ type: "image", image: PIXEL })).toEqual(data);
    expect(encodeImage({ type: "image", image: base64 })).toEqual(data);
    expect(encodeImage({ type: "image", image: `data:image/png;base64,${base64}` })).toEqual(data);
    expect(encodeImage({ type: "image", image: "data:image/svg+xml,%3Csvg%2F%3E" })).toEqual({
      kind: "data",
      mediaType: "image/svg+xml",
      base64: toBase64(new TextEncoder().encode("<svg/>")),
    });
    expect(encodeImage({ type: "image", image: `${base64.slice(0, 20)}\n${base64.slice(20)}\n` })).toEqual(data);
    expect(encodeAudio({ type: "audio", audio: new TextEncoder().encode("ID3 and more") })).toMatchObject({
      mediaType: "audio/mp3",
    });
    // An AgentAudio names the type as the registry of media types does.
    expect(encodeAudio({ type: "audio", audio: PIXEL, mediaType: "audio/mpeg" })).toMatchObject({
      mediaType: "audio/mp3",
    });
    const address = encodeImage({ type: "image", image: "https://example.org/a.png" });
    expect(toDataUrl(address)).toBe("https://example.org/a.png");
    expect(() => requireData(address, "X")).toThrow(/X takes images as bytes/u);
  });

  test.each(["./photo.png", "AAAAAAAAA=", "AAAAAAAAA==", "AAAAAAAAA", "AAAAAA==="])(
    "%s is no picture, and refused with what to do instead",
    (image) => {
      expect(() => encodeImage({ type: "image", image })).toThrow(
        expect.objectContaining({ code: "image-unreadable", hint: expect.stringContaining("bytes") }) as Error,
      );
    },
  );

  test.each(["AAAAAAA=", "AAAAAAA", "AAAAAA==", "AAAAAA"])("%s is base64, padded or not", (image) => {
    expect(encodeImage({ type: "image", image: `AAAA${image}` })).toMatchObject({ base64: `AAAA${image}` });
  });
});

test("usage adds up, and what is estimated stays marked", () => {
  expect(
    addUsage([
      { inputTokens: 1, outputTokens: 2, totalTokens: 3, cachedInputTokens: 1 },
      undefined,
      { inputTokens: 4, outputTokens: 5, totalTokens: 9, reasoningTokens: 2, estimated: true },
    ]),
  ).toEqual({
    inputTokens: 5,
    outputTokens: 7,
    totalTokens: 12,
    cachedInputTokens: 1,
    reasoningTokens: 2,
    estimated: true,
  });
});
