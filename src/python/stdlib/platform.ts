/** The module `platform`: the machine below is nobody's business; it says threadsnake. */
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { PyTuple, type PyValue } from "../runtime/values.ts";
import { defineStructSequence } from "./struct-sequence.ts";

const VERSION = ["3", "12", "0"];
const text = (value: string) => (): PyValue => value;

const uname = defineStructSequence({
  name: "uname_result",
  module: "platform",
  fields: ["system", "node", "release", "version", "machine", "processor"],
});

export function load(globals: NamespaceDict): void {
  functions(globals, "platform", {
    "architecture(executable='', bits='', linkage='')": () => new PyTuple(["64bit", ""]),
    "libc_ver(executable=None, lib='', version='', chunksize=16384)": () => new PyTuple(["", ""]),
    "machine()": text(""),
    "node()": text(""),
    "platform(aliased=False, terse=False)": text("threadsnake"),
    "processor()": text(""),
    "python_branch()": text(""),
    "python_build()": () => new PyTuple(["", ""]),
    "python_compiler()": text("JavaScript"),
    "python_implementation()": text("threadsnake"),
    "python_revision()": text(""),
    "python_version()": text(VERSION.join(".")),
    "python_version_tuple()": () => new PyTuple(VERSION),
    "release()": text(""),
    "system()": text("threadsnake"),
    "uname()": () => uname.make(["threadsnake", "", "", "", "", ""]),
    "version()": text(""),
  });
}
