/** The module `html.entities`. */
import { names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { PyList } from "../../runtime/values.ts";
import { html4Entities, html5Entities } from "./character-references.ts";

export function load(globals: NamespaceDict): void {
  const html5 = new PyDict(),
    name2codepoint = new PyDict(),
    codepoint2name = new PyDict(),
    entitydefs = new PyDict();
  for (const [name, characters] of html5Entities()) html5.setString(name, characters);
  for (const [name, code] of html4Entities()) {
    name2codepoint.setString(name, code);
    codepoint2name.set(code, name);
    entitydefs.setString(name, String.fromCodePoint(code));
  }
  names(globals, {
    html5,
    name2codepoint,
    codepoint2name,
    entitydefs,
    __all__: new PyList(["html5", "name2codepoint", "codepoint2name", "entitydefs"]),
  });
}
