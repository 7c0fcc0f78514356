/** Modules that do not exist here, or must be authorised: what to do. Light, because agents ask before any Python is loaded. */
import { OptionError } from "../errors.ts";
import { nearest } from "./runtime/nearest.ts";
import { MODULES } from "./stdlib/index.ts";

/** Packages that models reach for and that do not exist here: what to use instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  numpy: "use lists, the statistics and math modules",
  pandas: "use the csv module and lists of dicts",
  scipy: "use the statistics and math modules",
  requests: "use a tool such as visit_webpage",
  httpx: "use a tool such as visit_webpage",
  urllib3: "use a tool such as visit_webpage",
  bs4: "use html.parser or re",
  lxml: "use xml.etree.ElementTree",
  yaml: "use the json module",
  matplotlib: "describe the data in text",
  sympy: "use fractions and math",
  sklearn: "use the statistics module",
  torch: "use plain Python",
  tensorflow: "use plain Python",
  PIL: "pass images to a tool",
  dateutil: "use the datetime module",
  pytz: "use the zoneinfo module",
  subprocess: "there are no processes here",
  socket: "there is no network here",
};

/** What to do without a module that does not exist here. */
export function missingModuleHint(name: string): string {
  const root = name.split(".")[0] ?? name;
  const known = Object.keys(MODULES).filter((module) => !module.startsWith("_"));
  const near = nearest(root, known);
  const instead =
    INSTEAD[root] ??
    (near === undefined ? "use the standard library modules that exist here, or a tool" : `perhaps '${near}' is meant`);
  return `${name} does not exist here: ${instead}.`;
}

/** How a module that exists here becomes importable. */
export function authorisationHint(name: string): string {
  return `${name} is only there for code that may use files: whoever runs this authorises it by authorizedImports, of an agent or executor additionalAuthorizedImports.`;
}

/** Throws where what is to be authorised is no module: neither of the library nor of `modules`, the names of the host's own. */
export function checkAuthorizedImports(names: readonly string[], modules: readonly string[] = []): void {
  for (const name of names) {
    const base = name.endsWith(".*") ? name.slice(0, -2) : name;
    const exists = (module: string): boolean => module === base || module.startsWith(`${base}.`);
    if (name === "*" || Object.keys(MODULES).some(exists) || modules.some(exists)) continue;
    throw new OptionError(`the module ${JSON.stringify(name)} cannot be authorised, because there is none`, {
      hint: `${missingModuleHint(base)} Executors with a real Python (cpython, docker, e2b) import what is installed there.`,
    });
  }
}
