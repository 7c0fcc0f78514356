/** What a CodeAgent's code may be, and what the model is shown of it: with the real Python. */
import { describe, expect, it } from "vitest";
import type { ActionStep } from "../../src/memory/memory.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { pythonAgent } from "./real-python.ts";
import { code, shown } from "./scripted-agent.ts";

const done = code('final_answer("done")');

describe("a code action", () => {
  it("is a call of python_interpreter in its step, with its output and what the model is shown", async () => {
    const { agent } = pythonAgent([code("print('a')\nx = 6 * 7"), done]);
    const { steps } = await agent.run("t").result();
    const [first] = steps.slice(1) as ActionStep[];
    expect(first?.toolCalls).toMatchObject([
      { id: "call_1_1", name: "python_interpreter", arguments: "print('a')\nx = 6 * 7" },
    ]);
    expect(first).toMatchObject({
      codeAction: "print('a')\nx = 6 * 7",
      observations: "Execution logs:\na\nLast output from code snippet:\n42",
      actionOutput: 42,
    });
  });

  it("is asked for with the stop sequences of its tags, and with the grammar that is set", async () => {
    const { agent, model } = pythonAgent([done], { grammar: 'root ::= "x"' });
    await agent.run("t");
    expect(model.calls[0]?.options).toMatchObject({
      stopSequences: ["Observation:", "Calling tools:", "<end_code>", "</code>"],
      grammar: 'root ::= "x"',
    });
    const markdown = pythonAgent(['```python\nfinal_answer("done")\n```'], { codeBlockTags: "markdown" });
    expect(await markdown.agent.run("t")).toBe("done");
    expect(markdown.model.calls[0]?.options.stopSequences).not.toContain("```");
  });

  it("keeps what was printed before it failed, and tells short values on the line that failed", async () => {
    const { agent, model } = pythonAgent([
      code("rows = [3, 4]\nindex = 7\nprint('before')\nvalue = rows[index]"),
      done,
    ]);
    await agent.run("t");
    const texts = shown(model, 1).map(([, content]) => String(content));
    expect(texts).toContain("Observation:\nExecution logs:\nbefore");
    const error = texts.at(-1) ?? "";
    expect(error).toMatch(/line 4[\s\S]*IndexError: list index out of range/);
    expect(error).toMatch(/rows is \[3, 4\] and index is 7/);
  });

  it("shows the head and the tail of what it printed and of its output", async () => {
    const { agent, model } = pythonAgent([code("print('start' + '.' * 500 + 'end')\n'x' * 400 + 'tail'"), done], {
      maxPrintOutputsLength: 100,
    });
    await agent.run("t");
    const observation = String(shown(model, 1).at(-1)?.[1]);
    expect(observation).toMatch(/Execution logs:\nstart\.+\n/);
    expect(observation).toMatch(/\.end\n/);
    expect(observation).toMatch(/characters of \d+ are left out/);
    expect(observation).toMatch(/xtail$/);
    expect(observation.length).toBeLessThan(600);
  });

  it("that imports what is not allowed warns the person, and the model learns what it may import", async () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const { agent, model } = pythonAgent([code("import os\nos.listdir()"), done], {
      verbosityLevel: LogLevel.ERROR,
      logger: { error: write, info: write, debug: write },
    });
    expect(await agent.run("t")).toBe("done");
    expect(lines.join("\n")).toMatch(/To allow it: additionalAuthorizedImports: \["os"\]/);
    const told = String(shown(model, 1).at(-1)?.[1]);
    expect(told).toMatch(/Import of os is not allowed/);
    expect(told).toMatch(/whoever runs this authorises it/);
  });

  it("may import what was authorised in addition", async () => {
    const source = code("import csv, io\nfinal_answer(list(csv.reader(io.StringIO('a,b'))))");
    const { agent } = pythonAgent([source], { additionalAuthorizedImports: ["csv", "io"] });
    expect(await agent.run("t")).toEqual([["a", "b"]]);
  });

  it("leaves final_answer a tool, whatever the code calls by that name", async () => {
    const { agent } = pythonAgent([
      code("final_answer = 'mine'"),
      code("for final_answer in [1, 2]:\n    pass\nfinal_answer(5)"),
      code('final_answer("still there")'),
    ]);
    const { output, error } = await agent.run("t").result();
    expect(error).toBeUndefined();
    expect([5, "still there"]).toContain(output);
  });

  it("reads the files of the run, and its variables by name", async () => {
    const { agent } = pythonAgent([code("final_answer(open('data/a.txt').read() + word)")]);
    expect(
      await agent.run("t", { files: { "data/a.txt": "from a file, " }, additionalArgs: { word: "by name" } }),
    ).toBe("from a file, by name");
  });
});
