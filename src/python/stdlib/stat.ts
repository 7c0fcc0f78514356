/** The module `stat`: what the bits of a file's mode mean. */
import { functions, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { toSize } from "../runtime/subscript.ts";
import type { PyValue } from "../runtime/values.ts";

const TYPE_MASK = 0o170000;
const TYPES: Readonly<Record<string, number>> = {
  DIR: 0o40000,
  CHR: 0o20000,
  BLK: 0o60000,
  REG: 0o100000,
  FIFO: 0o10000,
  LNK: 0o120000,
  SOCK: 0o140000,
};
const BITS: Readonly<Record<string, number>> = {
  S_ISUID: 0o4000,
  S_ISGID: 0o2000,
  S_ISVTX: 0o1000,
  S_ENFMT: 0o2000,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o70,
  S_IRGRP: 0o40,
  S_IWGRP: 0o20,
  S_IXGRP: 0o10,
  S_IRWXO: 0o7,
  S_IROTH: 0o4,
  S_IWOTH: 0o2,
  S_IXOTH: 0o1,
};
const ITEMS = [
  "ST_MODE",
  "ST_INO",
  "ST_DEV",
  "ST_NLINK",
  "ST_UID",
  "ST_GID",
  "ST_SIZE",
  "ST_ATIME",
  "ST_MTIME",
  "ST_CTIME",
];
const LETTERS: Readonly<Record<string, string>> = {
  DIR: "d",
  CHR: "c",
  BLK: "b",
  REG: "-",
  FIFO: "p",
  LNK: "l",
  SOCK: "s",
};

export function load(globals: NamespaceDict): void {
  names(globals, { ...BITS, ...Object.fromEntries(ITEMS.map((name, index) => [name, index])) });
  for (const [name, bits] of Object.entries(TYPES)) {
    globals.setString(`S_IF${name}`, bits);
    functions(globals, "_stat", { [`S_IS${name}(mode, /)`]: (mode: PyValue) => (toSize(mode) & TYPE_MASK) === bits });
  }
  functions(globals, "_stat", {
    "S_IFMT(mode, /)": (mode: PyValue) => toSize(mode) & TYPE_MASK,
    "S_IMODE(mode, /)": (mode: PyValue) => toSize(mode) & 0o7777,
    "filemode(mode, /)": (mode: PyValue) => fileMode(toSize(mode)),
  });
}

/** As `ls -l` shows it. */
function fileMode(mode: number): string {
  const type = Object.entries(TYPES).find(([, bits]) => (mode & TYPE_MASK) === bits)?.[0];
  let text = type === undefined ? "?" : (LETTERS[type] ?? "?");
  for (let group = 0; group < 3; group++) {
    const bits = (mode >> (6 - 3 * group)) & 7,
      isSpecial = (mode & (0o4000 >> group)) !== 0,
      canRun = (bits & 1) !== 0;
    const special = group === 2 ? "t" : "s";
    text += ((bits & 4) !== 0 ? "r" : "-") + ((bits & 2) !== 0 ? "w" : "-");
    text += isSpecial ? (canRun ? special : special.toUpperCase()) : canRun ? "x" : "-";
  }
  return text;
}
