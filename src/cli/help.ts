/** Help, made from the tables of commands and options. */
import { COMMANDS } from "./commands.ts";
import type { Command } from "./commands.ts";
import type { OptionTable } from "./options.ts";
import { wrapWords } from "./styled-text.ts";
import type { Span } from "./styled-text.ts";

const INDENT = 2;
const WIDEST = 100;

export type Line = Span[];

export function generalHelp(width: number): Line[] {
  const task = COMMANDS["run"];
  return [
    [{ text: "threadsnake", style: "bold" }, { text: " · agents that think in Python" }],
    [],
    ...usageLines(['threadsnake "task" [options]', "threadsnake COMMAND [options]"]),
    [],
    [{ text: "Commands", style: "bold" }],
    ...table(
      Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary]),
      width,
    ),
    [],
    [{ text: "Options of a task", style: "bold" }],
    ...optionLines(task?.options ?? {}, width),
    [],
    ...(task?.notes ?? []).flatMap((note) => paragraph(note, width)),
    [],
    ...paragraph("threadsnake COMMAND --help says more about a command; --version says which this is.", width),
  ];
}

export function commandHelp(name: string, command: Command, width: number): Line[] {
  return [
    [{ text: `threadsnake ${name}`, style: "bold" }, { text: ` · ${command.summary}` }],
    [],
    ...usageLines(command.usage),
    [],
    [{ text: "Options", style: "bold" }],
    ...optionLines(command.options, width),
    ...(command.notes === undefined ? [] : [[], ...command.notes.flatMap((note) => paragraph(note, width))]),
  ];
}

function usageLines(usage: readonly string[]): Line[] {
  return usage.map((text) => [{ text: " ".repeat(INDENT) }, { text }]);
}

function optionLines(options: OptionTable, width: number): Line[] {
  return table(
    Object.entries(options).map(([name, { short, value, help, isRepeated }]) => {
      const names = `${short === undefined ? "    " : `-${short}, `}--${name}`;
      return [`${names}${value === undefined ? "" : ` ${value}`}`, isRepeated === true ? `${help} (repeatable)` : help];
    }),
    width,
  );
}

/** Two columns; on a narrow terminal what should stand beside stands below. */
function table(rows: readonly (readonly [string, string])[], width: number): Line[] {
  const longest = Math.max(...rows.map(([name]) => name.length));
  const isNarrow = longest + 30 > width;
  const column = isNarrow ? INDENT + 4 : INDENT + longest + 2;
  return rows.flatMap(([name, text]) => {
    const lines = wrapWords(text, Math.min(width, WIDEST + column) - column);
    const first: Line = [{ text: " ".repeat(INDENT) }, { text: name, style: "cyan" }];
    if (!isNarrow) first.push({ text: " ".repeat(column - INDENT - name.length) }, { text: lines.shift() ?? "" });
    return [first, ...lines.map((line): Line => [{ text: " ".repeat(column) }, { text: line }])];
  });
}

function paragraph(text: string, width: number): Line[] {
  return wrapWords(text, Math.min(width, WIDEST)).map((line) => [{ text: line }]);
}
