/** The commands, as data: what each is called with, and the module that does it, loaded when it is asked for. */
import { AGENT, COMMON, LIMITS, MODEL, OUTPUT, SERVERS } from "./options.ts";
import type { Arguments, OptionTable } from "./options.ts";
import type { Terminal } from "./terminal.ts";

export type CommandFunction = (args: Arguments, terminal: Terminal) => Promise<number>;

export interface Command {
  summary: string;
  usage: readonly string[];
  /** What the usage and the options do not say. */
  notes?: readonly string[];
  options: OptionTable;
  load: () => Promise<CommandFunction>;
}

const NO_SAVE: OptionTable = { "no-save": { help: "keep no record of the run" } };

export const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    summary: "give an agent a task (the word run may be left out)",
    usage: ['threadsnake "task" [options]', "echo task | threadsnake [options]"],
    notes: [
      "The model: -m, else $THREADSNAKE_MODEL, else that of ./threadsnake.config.json, else a provider whose key is in the environment or in ./.env, else a local server (Ollama, LM Studio, llama.cpp, vLLM). Without a task it asks for one.",
      "Ends with 0, with 1 if the agent failed or ran out of steps, 2 if there is no model, 3 if the model failed, 130 after Ctrl-C.",
    ],
    options: { ...MODEL, ...AGENT, ...SERVERS, ...LIMITS, ...OUTPUT, ...NO_SAVE, ...COMMON },
    load: async () => (await import("./commands/run.ts")).runTask,
  },
  demo: {
    summary: "watch a run without a model: its replies are scripted, its Python is really run",
    usage: ["threadsnake demo [options]"],
    options: { ...OUTPUT, ...NO_SAVE, fast: { help: "without pauses" }, ...COMMON },
    load: async () => (await import("./commands/demo.ts")).runDemo,
  },
  python: {
    summary: "run Python, without an agent and without a Python installed",
    usage: [
      "threadsnake python FILE [options]",
      "threadsnake python -c CODE [options]",
      "threadsnake python - [options]",
    ],
    notes: [
      "What is printed goes to the standard output, a traceback to the standard error, and the program ends with 1.",
      "The code has no files, no network, no environment and no processes.",
    ],
    options: {
      code: { short: "c", value: "CODE", isFreeText: true, help: "the program itself" },
      allow: { value: "M,...", help: "modules beside the safe ones that it may import; * for all that exist here" },
      path: { value: "DIR", help: "a folder whose .py files can be imported" },
      seconds: { value: "N", help: "how long it may run (default 30)" },
      json: { help: "one JSON object: output, text, repr and logs, or error" },
      help: COMMON["help"] ?? { help: "" },
    },
    load: async () => (await import("./commands/python.ts")).runPython,
  },
  runs: {
    summary: "list what was run, the newest first",
    usage: ["threadsnake runs [options]"],
    options: {
      all: { short: "a", help: "all of them, not only the newest 20" },
      json: { help: "one JSON object a line" },
      ...COMMON,
    },
    load: async () => (await import("./commands/runs.ts")).listRuns,
  },
  replay: {
    summary: "show a run again; nothing is done again",
    usage: ["threadsnake replay ID|last [options]"],
    options: {
      step: { value: "N", help: "this step only" },
      full: { help: "nothing cut, and the system prompt" },
      html: { value: "FILE", help: "write one self-contained page instead" },
      markdown: { help: "write Markdown to the standard output instead" },
      python: { help: "write the code of all steps instead" },
      json: { help: "write the events as JSON lines instead" },
      ...COMMON,
    },
    load: async () => (await import("./commands/replay.ts")).replayRun,
  },
  resume: {
    summary: "finish a run that did not end; what is recorded is not done again",
    usage: ["threadsnake resume ID|last [options]"],
    options: { ...MODEL, ...LIMITS, ...OUTPUT, ...COMMON },
    load: async () => (await import("./commands/resume.ts")).resumeRun,
  },
  fork: {
    summary: "go another way from a step on, as a new run",
    usage: ['threadsnake fork ID|last --step N ["new instruction"] [options]'],
    options: {
      step: { value: "N", help: "the first step that is done anew" },
      ...MODEL,
      ...LIMITS,
      ...OUTPUT,
      ...COMMON,
    },
    load: async () => (await import("./commands/fork.ts")).forkRun,
  },
  serve: {
    summary: "offer an agent and the Python sandbox to other programs, as tools of an MCP server",
    usage: ["threadsnake serve --mcp [options]"],
    notes: [
      "It speaks over its standard streams, or with --http at an address of this machine, to those who know the token that it prints.",
      "The tools are run_agent, where there is a model, and run_python. What a run asks of a person is asked of the client.",
    ],
    options: {
      mcp: { help: "by the Model Context Protocol" },
      only: { value: "agent|python", help: "one of the two" },
      http: { help: "over HTTP instead of the standard streams" },
      port: { value: "N", help: "of HTTP (default: any that is free)" },
      ...MODEL,
      ...AGENT,
      ...LIMITS,
      ...NO_SAVE,
      ...COMMON,
    },
    load: async () => (await import("./commands/serve.ts")).serve,
  },
  doctor: {
    summary: "check this machine: Node, the sandbox, models, the place of runs",
    usage: ["threadsnake doctor [options]"],
    options: { ...COMMON },
    load: async () => (await import("./commands/doctor.ts")).runDoctor,
  },
};
