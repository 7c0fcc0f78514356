import { describe, expect, it } from "vitest";
import { CodeAgent } from "../../src/agents/code-agent.ts";
import { ActionStep, FinalAnswerStep } from "../../src/memory/memory.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { tool } from "../../src/tools/tool.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";
import { TinyPython } from "./tiny-python.ts";

const search = tool({
  name: "search",
  description: "Searches.",
  inputs: { query: { type: "string", description: "What" } },
  outputType: "string",
  execute: ({ query }) => `found ${query}`,
});

describe("a run of a CodeAgent", () => {
  it("runs code, shows what it printed and gave, and ends with the final answer", async () => {
    const { agent, model, executors } = scriptedAgent(
      [code('x = search("snakes")\nprint(x)\n2'), code("final_answer(x)")],
      { tools: [search] },
    );
    const run = agent.run("Find snakes");
    expect(await run).toBe("found snakes");
    expect(shown(model, 1)).toEqual([
      ["user", "New task:\nFind snakes"],
      ["assistant", code('x = search("snakes")\nprint(x)\n2')],
      ["tool-response", "Observation:\nExecution logs:\nfound snakes\nLast output from code snippet:\n2"],
    ]);
    expect(model.calls[0]?.options.stopSequences).toEqual(["Observation:", "Calling tools:", "<end_code>", "</code>"]);
    expect(executors).toHaveLength(1);
    expect(executors[0]?.isClosed).toBe(true);
    model.assertAllUsed();
  });

  it("gives steps, usage, state and timing", async () => {
    const { agent } = scriptedAgent([code("1"), code("final_answer(2)")]);
    const result = await agent.run("t").result();
    expect(result).toMatchObject({ state: "success", output: 2, error: undefined });
    const steps = result.steps.filter((step) => step instanceof ActionStep);
    expect(
      steps.map((step) => [step.stepNumber, step.isFinalAnswer, step.actionOutput, step.toolCalls[0]?.name]),
    ).toEqual([
      [1, false, 1, "python_interpreter"],
      [2, true, 2, "python_interpreter"],
    ]);
    expect(steps[1]?.modelInputMessages).toHaveLength(4);
    expect(result.usage.totalTokens).toBe(steps.reduce((sum, step) => sum + (step.tokenUsage?.totalTokens ?? 0), 0));
    expect(result.timing.duration).toBeGreaterThanOrEqual(0);
  });

  it("writes few events, each with its place", async () => {
    const { agent } = scriptedAgent([code('search("a")\nfinal_answer(1)')], { tools: [search] });
    const events: string[] = [];
    for await (const event of agent.run("t"))
      if (event.type !== "model-delta") events.push(`${event.seq} ${event.type} ${event.stepId ?? "-"}`);
    expect(events).toEqual([
      "0 run-start -",
      "1 step-start 1",
      "2 model-reply 1",
      "3 code-start 1",
      "4 tool-start 1",
      "5 tool-result 1",
      "6 code-result 1",
      "7 step-end 1",
      "8 final-answer -",
      "9 run-end -",
    ]);
  });

  it("shows an error as traceback with advice, keeps what was printed, and goes on", async () => {
    const { agent, model } = scriptedAgent([code("print(1)\n1/0"), code("final_answer(0)")]);
    expect(await agent.run("t")).toBe(0);
    const [, , observation, error] = shown(model, 1);
    expect(observation).toEqual(["tool-response", "Observation:\nExecution logs:\n1"]);
    expect(error?.[1]).toMatch(
      /^Call id: call_1_1\nError:\nTraceback[\s\S]*ZeroDivisionError: division by zero\nNow try again/,
    );
  });

  it("tells the model what to do when its reply holds no code", async () => {
    const { agent, model } = scriptedAgent(["The answer is 42.", code("final_answer(42)")]);
    expect(await agent.run("t")).toBe(42);
    expect(shown(model, 1)[2]?.[1]).toMatch(/no code between <code> and <\/code>/);
  });

  it("asks for a last answer when it runs out of steps, as a step of its own", async () => {
    const { agent, model } = scriptedAgent([code("1"), code("2"), "It is probably 3."], { maxSteps: 2 });
    const result = await agent.run("Count").result();
    expect(result).toMatchObject({ state: "max_steps_error", output: "It is probably 3.", error: undefined });
    expect(result.steps.at(-1)).toMatchObject({
      stepNumber: 3,
      isFinalAnswer: true,
      error: { name: "AgentMaxStepsError" },
    });
    expect(model.calls[2]?.messages[0]?.content).toMatch(/ran out of steps/);
    expect(model.calls[2]?.messages.at(-1)?.content).toMatch(/Count/);
  });

  it("tells the model once that it repeats itself, then stops", async () => {
    const { agent, model } = scriptedAgent([code("1"), code("1"), code("1")]);
    const result = await agent.run("t").result();
    expect(result.state).toBe("error");
    expect(result.error).toMatchObject({ name: "AgentRepetitionError", code: "agent-repetition" });
    expect(shown(model, 2).at(-1)).toEqual(["user", expect.stringMatching(/last two steps were the same/)]);
    await expect(agent.run("t")).rejects.toThrow();
  });

  it("names variables to the model and defines them for its code", async () => {
    const { agent, model } = scriptedAgent([code("final_answer(rows)")]);
    expect(await agent.run("t", { additionalArgs: { rows: [1, 2], who: "Ada" } })).toEqual([1, 2]);
    expect(shown(model, 0)[0]?.[1]).toBe(
      'New task:\nt\n\nThese variables are defined; use them by name:\n- rows (list of 2): [1, 2]\n- who (str): "Ada"',
    );
  });

  it("shows images once, with the task", async () => {
    const { agent, model } = scriptedAgent([code("1"), code("final_answer(1)")]);
    await agent.run("t", { images: ["https://example.org/a.png"] });
    const images = model.calls[1]?.messages.flatMap(({ content }) =>
      typeof content === "string" ? [] : content.filter((part) => part.type === "image"),
    );
    expect(images).toEqual([{ type: "image", image: "https://example.org/a.png" }]);
  });

  it("serves concurrent runs from one definition", async () => {
    const many = new CodeAgent({
      model: async (messages) => code(`final_answer("${String(messages.at(-1)?.content).slice(-1)}")`),
      executor: () => new TinyPython(),
      verbosityLevel: LogLevel.OFF,
    });
    expect(await Promise.all(["a", "b", "c"].map((task) => many.run(task)))).toEqual(["a", "b", "c"]);
  });

  it("goes on with memory and names with reset: false, and in a session", async () => {
    const { agent, model, executors } = scriptedAgent([
      code("x = 5\nfinal_answer(1)"),
      code("final_answer(x)"),
      code("y = 6\nfinal_answer(2)"),
      code("final_answer(y)"),
    ]);
    expect(await agent.run("one")).toBe(1);
    expect(await agent.run("two", { reset: false })).toBe(5);
    expect(shown(model, 1).map(([role]) => role)).toEqual(["user", "assistant", "tool-response", "user"]);
    expect(executors[1]?.ran).toEqual(["x = 5\nfinal_answer(1)", "final_answer(x)"]);
    await using session = agent.session();
    expect(await session.run("three")).toBe(2);
    expect(await session.run("four")).toBe(6);
    expect(executors).toHaveLength(3);
  });

  it("ends with a typed error when the model fails, and can be resumed", async () => {
    const { agent } = scriptedAgent([code("x = 1"), new Error("socket hang up"), code("final_answer(x)")]);
    const failed = await agent.run("t", { runId: "r" }).result();
    expect(failed.state).toBe("error");
    expect(failed.error).toMatchObject({
      name: "AgentGenerationError",
      message: "The model could not be asked: socket hang up",
    });
    expect(await agent.resume("r")).toBe(1);
  });
});

describe("a Run", () => {
  it("streams finished steps and the model's text", async () => {
    const { agent } = scriptedAgent([code("1"), code("final_answer(2)")]);
    const steps = [];
    for await (const step of agent.run("t").steps()) steps.push(step);
    expect(steps.map((step) => step.constructor.name)).toEqual(["ActionStep", "ActionStep", "FinalAnswerStep"]);
    expect((steps[2] as FinalAnswerStep).output).toBe(2);
    const other = scriptedAgent([code("final_answer(2)")]);
    let text = "";
    let pieces = 0;
    for await (const piece of other.agent.run("t").textStream) {
      text += piece;
      pieces += 1;
    }
    expect(text).toBe(code("final_answer(2)"));
    expect(pieces).toBeGreaterThan(2);
  });

  it("leaves no rejection unhandled, whichever way it is used", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const failing = (): ReturnType<CodeAgent["run"]> => scriptedAgent([new Error("down")]).agent.run("t");
    failing();
    await expect(failing()).rejects.toThrow(/down/);
    await expect(
      (async () => {
        for await (const _ of failing()) void _;
      })(),
    ).rejects.toThrow(/down/);
    expect((await failing().result()).state).toBe("error");
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", listen);
    expect(unhandled).toEqual([]);
  });

  it("is stopped by leaving its loop, by abort and by a signal, in the middle of a tool", async () => {
    const slow = tool({
      name: "slow",
      description: "Waits.",
      inputs: {},
      execute: (_args, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const start = (options = {}): ReturnType<CodeAgent["run"]> =>
      scriptedAgent([code("slow()")], { tools: [slow] }).agent.run("t", options);
    const left = start();
    for await (const event of left) if (event.type === "tool-start") break;
    expect(await left.result()).toMatchObject({
      state: "aborted",
      error: { name: "AbortError", message: expect.stringMatching(/reader left/) as string },
    });
    const aborted = start();
    setTimeout(() => aborted.abort("enough"), 5);
    await expect(aborted).rejects.toMatchObject({ name: "AbortError", message: "The run was stopped: enough" });
    const controller = new AbortController();
    const signalled = start({ signal: controller.signal });
    setTimeout(() => controller.abort(new Error("the page was closed")), 5);
    expect(await signalled.result()).toMatchObject({
      state: "aborted",
      error: { message: "The run was stopped: the page was closed" },
    });
  });

  it("takes up what a person says in the next step", async () => {
    const { agent, model } = scriptedAgent([code("1"), code("final_answer(2)")]);
    const run = agent.run("t");
    for await (const event of run) if (event.type === "code-start" && event.stepId === "1") run.steer("use metres");
    expect(shown(model, 1).at(-1)).toEqual(["user", "use metres"]);
    expect(() => run.steer("too late")).toThrow(/over/);
  });
});
