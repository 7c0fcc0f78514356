// docs/python.md, made from the registers: what is there cannot be told wrongly.
import { Python } from "../../src/python/index.ts";
import { MODULES } from "../../src/python/stdlib/index.ts";

/** Modules of CPython's library that are not here, by the reason. */
export const LEFT_OUT: readonly (readonly [reason: string, modules: string])[] = [
  [
    "There are no processes, signals or devices.",
    "fcntl grp mmap multiprocessing posix pty pwd resource signal subprocess syslog termios tty",
  ],
  [
    "There is no network. Give the agent a tool.",
    "ftplib http imaplib nntplib poplib select selectors smtplib socket socketserver ssl webbrowser wsgiref xmlrpc",
  ],
  ["They load machine code or need a library in C.", "ctypes curses dbm readline sqlite3 tkinter turtle"],
  [
    "They work on CPython's bytecode, files or memory.",
    "bdb compileall cProfile dis ensurepip faulthandler gc marshal pdb pickletools profile py_compile site symtable trace tracemalloc venv zipimport",
  ],
  [
    "They serve programs with a terminal, and their tests.",
    "cmd code getopt getpass optparse pydoc rlcompleter timeit unittest",
  ],
  ["CPython itself removes them.", "aifc asynchat asyncore audioop cgi chunk crypt distutils imghdr imp telnetlib uu"],
];

/** What programs see otherwise in what is there. */
const DIFFERENCES = [
  "What is native has no `__doc__`, and `vars()` of some built-in types shows other names.",
  "Equal ints and equal strings are one object for `is`, however they came about; empty tuples that were not written down are several.",
  "Objects that nobody holds any more are not finalised: a generator that was left runs no `finally`.",
  "A set of numbers has CPython's order, unless another set was merged into it or members were removed from it: then CPython may have more room.",
  "Frames are pictures of what ran: `f_lineno` stays as it was, `f_locals` of a function is empty, and code that ran in several namespaces shows the latest as its `f_globals`.",
  "A property, slot or other data descriptor that a class gets or loses does not change what objects show that had an attribute of the name before.",
];

const PACKAGES =
  "numpy pandas scipy requests httpx bs4 lxml yaml matplotlib sympy sklearn torch PIL dateutil pytz".split(" ");

const HEAD = `# The language

Generated from the registers of the interpreter by \`npm test -- test/python/page.test.ts -u\`; a test keeps it current.

The syntax is that of Python 3.12, the library that of 3.11. What programs print is compared with CPython 3.11 in
\`test/python\`, and with its own tests in \`test/harnesses/conformance\`.
`;

/** The whole page. */
export async function pageOfPython(): Promise<string> {
  const names = publicModules();
  const python = new Python({ authorizedImports: ["*"], limits: { seconds: 60 } });
  const plain = new Python();
  const builtins = ((await python.run(`import builtins\n${PUBLIC}public(builtins)`)).output as string[]).join(" ");
  const rows: string[] = [];
  for (const name of names) {
    const { output } = await python.run(`import ${name} as module\npublic(module)`);
    const isFree = plain.check(`import ${name}`).length === 0;
    rows.push(`**\`${name}\`**${isFree ? "" : " (asks)"}: ${(output as string[]).join(" ")}`);
  }
  const instead = PACKAGES.map((name) => {
    const [finding] = plain.check(`import ${name}`);
    return `| \`${name}\` | ${finding?.hint?.replace(/^.*?: /, "") ?? ""} |`;
  });
  return [
    HEAD,
    `## Built-in names\n\n${builtins}\n`,
    `## Modules\n\nA module marked "(asks)" must be named in \`additionalAuthorizedImports\`.\n\n${rows.join("\n\n")}\n`,
    "## What is left out\n",
    ...LEFT_OUT.map(([reason, modules]) => `- ${reason} ${modules}`),
    "\n## What differs from CPython\n",
    ...DIFFERENCES.map((difference) => `- ${difference}`),
    "\n## Packages\n",
    "Packages that models reach for do not exist; the error that the model reads says what to use:\n",
    "| package | hint |\n| --- | --- |",
    ...instead,
    "",
  ].join("\n");
}

/** The names of a module that it means to show. */
const PUBLIC = `
def public(module):
    shown = getattr(module, "__all__", None) or dir(module)
    kind = type(builtins)
    return sorted(name for name in shown if not name.startswith("_") and not isinstance(getattr(module, name), kind))
`;

function publicModules(): string[] {
  return Object.keys(MODULES)
    .filter((name) => !name.startsWith("_"))
    .sort();
}
