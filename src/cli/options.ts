/** The options of every command, as data: the parser, the help and the suggestions walk the same tables. */
import { parseArgs } from "node:util";
import { nearest } from "../python/runtime/nearest.ts";
import { UsageError } from "./usage-error.ts";

export interface OptionSpec {
  short?: string;
  /** Of the value; an option without it is a flag. */
  value?: string;
  isRepeated?: boolean;
  /** The value may look like an option. */
  isFreeText?: boolean;
  help: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

export const COMMON: OptionTable = {
  plain: { help: "no colours, no line numbers, no line that changes" },
  store: { value: "DIR", help: "where runs are kept (default: $THREADSNAKE_HOME, else ~/.local/state/threadsnake)" },
  help: { short: "h", help: "this text" },
};

export const MODEL: OptionTable = {
  model: { short: "m", value: "PROVIDER/MODEL", help: "such as ollama_chat/llama3.2, openai/gpt-4.1, anthropic/..." },
  "api-base": { value: "URL", help: "where the model's server is" },
  "api-key": { value: "KEY", help: "its key; better in the provider's environment variable" },
  "key-file": { value: "FILE", help: "a file that holds the key" },
  option: {
    short: "o",
    value: "NAME=VALUE",
    isRepeated: true,
    help: "sent to the provider as it is: -o temperature=0.2 -o num_ctx=16384",
  },
};

export const AGENT: OptionTable = {
  tools: {
    short: "t",
    value: "NAMES",
    help: "tools, by commas: web_search, visit_webpage, wikipedia_search, user_input, python_interpreter; none for none",
  },
  imports: { short: "i", value: "NAMES", help: "modules beside the safe ones that code may import" },
  file: {
    short: "f",
    value: "FILE",
    isRepeated: true,
    help: "a file that code can open, or an image to look at; - for the standard input",
  },
  agent: { value: "code|tools", help: "acts by writing Python (the default), or by calling tools" },
  timeout: { value: "SECONDS", help: "what one action of code may take (default 30)" },
  approve: { value: "code|tools|none", help: "ask you before code runs, or before a tool is called (default none)" },
};

export const SERVERS: OptionTable = {
  mcp: {
    value: "COMMAND|URL",
    isRepeated: true,
    help: "an MCP server whose tools the agent gets: a command or a URL, in quotes",
  },
  "mcp-env": { value: "NAMES", help: "variables that those commands get beside PATH and its like, by commas" },
};

export const LIMITS: OptionTable = {
  "max-steps": { value: "N", help: "steps before an answer is asked for (default 20)" },
};

export const OUTPUT: OptionTable = {
  quiet: { short: "q", help: "the answer only" },
  json: { help: "events as JSON lines on the standard output" },
};

/** Checked access to what was given. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  /** The same, with values for what was not given; an address belongs to the model that it was given with. */
  withDefault(values: { model: string; "api-base": string | undefined }): Arguments {
    if (this.text("model") !== undefined) return this;
    const base = this.text("api-base") ?? values["api-base"];
    return new Arguments({ ...this.#values, model: values.model, "api-base": base }, this.positionals);
  }

  /** The same, with values for what was not given; lists begin with theirs. */
  withSettings(values: Readonly<Record<string, unknown>>): Arguments {
    const lists = Object.entries(values).flatMap(([name, value]) =>
      Array.isArray(value) ? [[name, [...value, ...this.list(name)]] as const] : [],
    );
    return new Arguments({ ...values, ...this.#values, ...Object.fromEntries(lists) }, this.positionals);
  }

  has(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  list(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** Names by commas; undefined where the option was not given. */
  names(name: string): string[] | undefined {
    return this.text(name)
      ?.split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "");
  }

  number(name: string, options: { isWhole?: boolean } = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    const isFine = text.trim() !== "" && Number.isFinite(value) && value > 0;
    if (isFine && (options.isWhole !== true || Number.isInteger(value))) return value;
    const what = options.isWhole === true ? "a whole number above 0" : "a number above 0";
    throw new UsageError(`--${name} takes ${what}, not ${JSON.stringify(text)}`);
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} takes ${choices.join(" or ")}, not ${JSON.stringify(text)}`);
  }
}

export function parseArguments(argv: readonly string[], table: OptionTable): Arguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { short, value, isRepeated }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short }),
        ...(isRepeated === true ? { multiple: true } : {}),
      },
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === "option") checkOption(token, table);
  return new Arguments(values, positionals);
}

interface OptionToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

function checkOption(token: OptionToken, table: OptionTable): void {
  const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
  if (spec === undefined) {
    const near = nearest(token.name, Object.keys(table));
    throw new UsageError(`there is no option ${token.rawName}`, {
      hint: near === undefined ? undefined : `Did you mean --${near}?`,
    });
  }
  const isSwallowed = token.inlineValue === false && spec.isFreeText !== true && /^-./.test(token.value ?? "");
  if (spec.value !== undefined && (token.value === undefined || isSwallowed))
    throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value}`);
  if (spec.value === undefined && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
}
