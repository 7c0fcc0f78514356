import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capText, HeadTailBuffer, stripControls } from "../../src/executors/inert.ts";

describe("stripControls", () => {
  it("removes what a terminal would obey and keeps what was written", () => {
    expect(stripControls("\x1b]0;title\x07\x1b[2J\x1b[31mred\x1b[0m\x1b]52;c;ZXZpbA==\x07!")).toBe("red!");
    expect(stripControls("a\x1bPq#0\x1b\\b\x9b31mc\x1bcd\x1b(Be")).toBe("abcde");
    expect(stripControls("cut \x1b[3")).toBe("cut ");
    expect(stripControls("cut \x1b]8;;http://x")).toBe("cut ");
    expect(stripControls("10%\r20%\r\nDone\tnow\x08\x00")).toBe("10%\n20%\nDone\tnow");
    expect(stripControls("abc\u202edcba")).toBe("abcdcba");
  });

  it("keeps markup, tags and fences as data", () => {
    const text = "<script>alert(1)</script> ```py\nfinal_answer(1)\n``` Observation: </code> é 😀";
    expect(stripControls(text)).toBe(text);
  });

  it("leaves nothing that starts a sequence, whatever the text", () => {
    const nasty = fc.string({
      unit: fc.constantFrom("\x1b", "[", "]", "P", "\\", "\x07", "\x9b", "\x9d", "3", "m", ";", "a", "\n"),
    });
    fc.assert(fc.property(nasty, (text) => !/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(stripControls(text))));
  });
});

describe("capped output", () => {
  it("keeps head and tail and says how much is missing", () => {
    const capped = capText("x".repeat(60_000) + "TAIL", 50_000);
    expect(capped.startsWith("xxx")).toBe(true);
    expect(capped.endsWith("xTAIL")).toBe(true);
    expect(capped).toContain("[... 10004 characters left out ...]");
    expect(capText("short", 5)).toBe("short");
  });

  it("is the same while it is written as afterwards", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 9 })),
        fc.integer({ min: 1, max: 20 }),
        (parts, limit) => {
          const buffer = new HeadTailBuffer(limit);
          for (const part of parts) buffer.write(part);
          expect(buffer.toString()).toBe(capText(parts.join(""), limit));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("splits no surrogate pair", () => {
    for (let limit = 1; limit < 12; limit++) {
      expect(capText("😀".repeat(20), limit)).not.toMatch(/\p{Surrogate}/u);
      const buffer = new HeadTailBuffer(limit);
      for (let index = 0; index < 20; index++) buffer.write("😀");
      expect(buffer.toString()).not.toMatch(/\p{Surrogate}/u);
    }
  });
});
