/** sys.stdout, sys.stderr and sys.stdin: text files over the action's own output and input. */
import { setAttribute } from "../../runtime/attributes.ts";
import { attributes, methods } from "../../runtime/define.ts";
import { isException } from "../../runtime/exceptions.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, type PyType, type PyValue } from "../../runtime/values.ts";
import { toBufferBytes } from "../../builtins/buffer.ts";
import { decode, encode } from "../../builtins/encoding.ts";
import { bufferedIOBaseType, PyBufferedIOBase } from "../io/base.ts";
import { unsupported } from "../io/errors.ts";
import { PyTextIOWrapper } from "../io/text-wrapper.ts";

/** The bytes below a stream. */
class PyConsole extends PyBufferedIOBase {
  readonly interpreter: Interpreter;
  readonly name: string;
  constructor(interpreter: Interpreter, name: string) {
    super();
    this.interpreter = interpreter;
    this.name = name;
  }
}
const consoleType: PyType = defineType("BufferedConsole", PyConsole, {
  module: "_io",
  base: bufferedIOBaseType,
  final: true,
});

function readAll(self: PyConsole): string {
  const { input } = self.interpreter;
  let text = "";
  for (let line = readLine(input); line !== ""; line = readLine(input)) text += line;
  return text;
}

/** A line from whoever answers; empty when there is nobody, or no more. */
function readLine(input: Interpreter["input"]): string {
  if (input === null) return "";
  try {
    return `${asString(input("")) ?? ""}\n`;
  } catch (error) {
    if (isException(error, "EOFError")) return "";
    throw error;
  }
}

methods(consoleType, {
  "write(self, b, /)"(self: PyConsole, data: PyValue) {
    if (self.name === "<stdin>") throw unsupported("write");
    const bytes = toBufferBytes(data);
    self.interpreter.write(decode(bytes, "utf-8", "backslashreplace"));
    return bytes.length;
  },
  "read(self, size=-1, /)"(self: PyConsole) {
    if (self.name !== "<stdin>") throw unsupported("read");
    return new PyBytes(encode(readAll(self)));
  },
  "readable(self, /)": (self: PyConsole) => self.name === "<stdin>",
  "writable(self, /)": (self: PyConsole) => self.name !== "<stdin>",
});
attributes<PyConsole>(consoleType, {
  name: (self) => self.name,
  mode: (self) => (self.name === "<stdin>" ? "rb" : "wb"),
});

/** Writes go to the action's output at once. */
class PyStandardOutput extends PyTextIOWrapper {
  readonly interpreter: Interpreter;
  constructor(interpreter: Interpreter, name: string) {
    super();
    this.interpreter = interpreter;
    this.buffer = new PyConsole(interpreter, name);
    this.newline = "\n";
  }
  override live(): void {
    if (this.buffer instanceof PyConsole && this.buffer.isClosed) super.live();
  }
  override put(text: string): void {
    this.interpreter.write(text);
  }
}

class PyStandardInput extends PyTextIOWrapper {
  readonly interpreter: Interpreter;
  constructor(interpreter: Interpreter) {
    super();
    this.interpreter = interpreter;
    this.buffer = new PyConsole(interpreter, "<stdin>");
  }
  override line(): string {
    return readLine(this.interpreter.input);
  }
}

export interface Streams {
  stdin: PyTextIOWrapper;
  stdout: PyTextIOWrapper;
  stderr: PyTextIOWrapper;
}

export function makeStreams(interpreter: Interpreter): Streams {
  const stdin = new PyStandardInput(interpreter);
  const stdout = new PyStandardOutput(interpreter, "<stdout>"),
    stderr = new PyStandardOutput(interpreter, "<stderr>");
  stderr.errors = "backslashreplace";
  setAttribute(stdin, "mode", "r");
  setAttribute(stdout, "mode", "w");
  setAttribute(stderr, "mode", "w");
  return { stdin, stdout, stderr };
}
