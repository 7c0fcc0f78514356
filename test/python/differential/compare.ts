/**
 * Runs random programs by CPython and by us and counts those that differ in output, exception type or message.
 *
 *   npm run differential -- [--count 1000] [--seed N] [--show 10]
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { LimitError, Python, PythonError } from "../../../src/python/index.ts";
import { findCPython } from "../cpython.ts";
import { ProgramMaker, randomFrom } from "./generate.ts";

const ORACLE = `
import builtins, sys, json, io, contextlib, signal, linecache, os, resource, tempfile
docs = [repr(one.__doc__) for one in [*vars(builtins).values(), *vars(str).values()] if isinstance(one.__doc__, str)]
resource.setrlimit(resource.RLIMIT_AS, (2 ** 31, 2 ** 31))
programs = json.load(sys.stdin)
folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, 'program.py')
results = []
def report(e):
    # The interpreter's own report has hints that the module traceback lacks; it reads the source from the file.
    with open(path, 'w', encoding='utf-8', errors='surrogatepass') as file: file.write(source)
    text = io.StringIO()
    with contextlib.redirect_stderr(text): sys.__excepthook__(type(e), e, e.__traceback__)
    return text.getvalue().replace(path, '<program>')
def run():
    out = io.StringIO()
    error = None
    linecache.cache[path] = (len(source), None, [line + '\\n' for line in source.split('\\n')], path)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(source, path, 'exec'), {'__name__': '__main__'})
    except BaseException as e:
        e.__traceback__ = e.__traceback__ and e.__traceback__.tb_next
        try: error = [type(e).__name__, str(e).replace('program.py', '<program>'), '' if isinstance(e, SyntaxError) else report(e)]
        except Exception as e2: error = [type(e).__name__, '<exception str() failed>']
    text = out.getvalue().replace(path, '<program>')
    # Natives have no documentation here.
    for doc in docs:
        if len(doc) > 40: text = text.replace(doc, 'None')
    return [text, error]
for source in programs:
    # In a process of its own: a loop in C hears no signal, and only the system's own answer to it ends one.
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        # A second of its own time: how busy the machine is makes no difference.
        resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        signal.alarm(30)
        with os.fdopen(write, 'w') as pipe: json.dump(run(), pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe: text = pipe.read()
    os.waitpid(child, 0)
    try: results.append(json.loads(text))
    except ValueError: results.append(['', ['TooLong', '']])
json.dump(results, sys.stdout)
`;

/** What was printed, and the exception's type, message and traceback if one came out. */
type Outcome = [printed: string, error: string[] | null];

interface Difference {
  source: string;
  theirs: string;
  ours: string;
}

/**
 * Sets of anything but numbers (and tuples and frozensets of them) have another order in each run of CPython, and the
 * hash of a NaN is made of where it lies: their members are put in order here. Looks at pairs of braces without a quoted brace inside.
 */
function withSetsInOrder(text: string): string {
  return text.replace(/\{([^{}:]*)\}/g, (whole, inside: string) => {
    if (!/['"]|None|<|nan|Ellipsis|NotImplemented|range\(\d+, [01]\b/.test(inside)) return whole;
    const members: string[] = [];
    let member = "",
      depth = 0,
      quote = "";
    for (const char of inside) {
      if (quote !== "") quote = char === quote && !member.endsWith("\\") ? "" : quote;
      else if (char === "'" || char === '"') quote = char;
      else if ("([".includes(char)) depth++;
      else if (")]".includes(char)) depth--;
      if (char === "," && depth === 0 && quote === "") {
        members.push(member.trim());
        member = "";
      } else member += char;
    }
    return `{${[...members, member.trim()].sort().join(", ")}}`;
  });
}

/** `vars(int)`: the names of a built-in class stand in the order of CPython's tables in C, which means nothing. */
function withClassesInOrder(text: string): string {
  return text.replace(/mappingproxy\(\{('__.*)\}\)/g, (_, inside: string) => {
    const members = inside.split(/, (?='\w+': )/);
    return `mappingproxy({${members.sort().join(", ")}})`;
  });
}

/**
 * What may differ by nature: addresses, hashes of str, orders of sets, where modules lie, texts that changed between
 * versions. The documentation of natives is not here: the oracle prints None for it.
 */
function comparable(text: string): string {
  return withClassesInOrder(withSetsInOrder(text))
    .replace(/0x[0-9a-f]{4,}/g, "0x")
    .replace(/(cannot import name '\w+' from '\w+') \(.*\)/g, "$1 (unknown location)")
    .replaceAll("str_ascii_iterator", "str_iterator")
    .replace(
      /local variable '(\w+)' referenced before assignment/g,
      "cannot access local variable '$1' where it is not associated with a value",
    );
}

async function runHere(source: string): Promise<Outcome | "limit"> {
  const python = new Python({ limits: { seconds: 4, operations: 50_000_000 } });
  try {
    const { logs } = await python.run(source, { filename: "<program>" });
    return [logs, null];
  } catch (error) {
    if (error instanceof PythonError) {
      const hasFrames = !/^(Syntax|Indentation|Tab)Error$/.test(error.type);
      return [error.logs, [error.type, error.message, hasFrames ? error.traceback : ""]];
    }
    if (error instanceof LimitError) return "limit";
    return [`JavaScript error: ${error instanceof Error ? error.stack : String(error)}`, null];
  }
}

const linesOf = ([printed, error]: Outcome): string[] => comparable([printed, ...(error ?? [])].join("\n")).split("\n");

const BATCH = 500;

interface Batch {
  programs: string[];
  theirs: Promise<Outcome[]>;
}

async function runThere(command: string, programs: readonly string[]): Promise<Outcome[]> {
  if (programs.length === 0) return [];
  const child = spawn(command, ["-c", ORACLE], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONWARNINGS: "ignore" },
  });
  child.stdin.end(JSON.stringify(programs));
  const [stdout, status] = await Promise.all([
    text(child.stdout),
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  if (status !== 0) throw new Error(`CPython failed with ${String(status)}`);
  return JSON.parse(stdout) as Outcome[];
}

/** What is found of each of `count` programs made from `seed`: a difference, null, or that it takes too long or too much memory. */
async function* findings(seed: number, count: number): AsyncGenerator<Difference | "not compared" | null> {
  const python = findCPython();
  if (!python) throw new Error("the comparison needs python3 3.11 or newer");
  const maker = new ProgramMaker(randomFrom(seed));
  const begin = (first: number): Batch => {
    const size = Math.max(0, Math.min(BATCH, count - first));
    const programs = Array.from({ length: size }, () => maker.program());
    return { programs, theirs: runThere(python.command, programs) };
  };
  let next = begin(0);
  for (let done = 0; done < count; done += BATCH) {
    const { programs } = next;
    const theirs = await next.theirs;
    // CPython runs the next programs while ours are compared.
    next = begin(done + BATCH);
    for (const [index, source] of programs.entries()) {
      yield await compare(source, theirs[index] as Outcome);
    }
  }
}

async function compare(source: string, their: Outcome): Promise<Difference | "not compared" | null> {
  if (their[1]?.[0] === "TooLong") return "not compared";
  const ours = await runHere(source);
  // What our limits refuse is not compared.
  if (ours === "limit" || JSON.stringify([ours, their]).includes("MemoryError")) return "not compared";
  const [here, there] = [linesOf(ours), linesOf(their)];
  const at = here.findIndex((line, number) => line !== there[number]);
  if (at < 0 && here.length === there.length) return null;
  const from = Math.max(0, at < 0 ? here.length : at);
  // A long line is shown from a little before what differs.
  const [mine = "", other = ""] = [here[from], there[from]];
  const same = [...mine].findIndex((character, column) => character !== other[column]);
  const excerpt = (lines: string[]): string =>
    lines
      .slice(from, from + 4)
      .join("\n")
      .slice(Math.max(0, same - 100))
      .slice(0, 500);
  return { source, theirs: excerpt(there), ours: excerpt(here) };
}

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string" },
    show: { type: "string", default: "10" },
  },
});
const seed = values.seed === undefined ? Date.now() >>> 0 : Number(values.seed);
let done = 0,
  differing = 0,
  notCompared = 0,
  isStopped = false;
// A run that is interrupted tells what it has found.
process.once("SIGINT", () => (isStopped = true));
for await (const found of findings(seed, Number(values.count))) {
  if (isStopped) break;
  done++;
  if (found === "not compared") notCompared++;
  else if (found !== null && differing++ < Number(values.show))
    console.log(
      `${"-".repeat(78)}\n${found.source}\n-- CPython, from the first line that differs:\n${found.theirs}\n-- ours:\n${found.ours}\n`,
    );
}
console.log(
  `differential: ${differing} of ${done} programs differ (seed ${seed}; ${notCompared} took too long or too much memory)`,
);
