// The attacks: attacks.json, and the programs under attacks/, which are easier to read.
//
// A file of programs holds entries that each begin with a line
//   #% ID OUTCOME... [imports=a,b] [tools=a,b] [result=REPR] [final|notfinal] | what is tried
// OUTCOME is what the entry may end with: ok, error, limit. Without `imports` every module may be imported. In REPR a comma stands
// for a comma and a blank.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every entry of a list: a .json file, a .py file, or a folder of such. */
export function readEntries(path) {
  if (path.endsWith(".json")) return JSON.parse(readFileSync(path, "utf8"));
  if (path.endsWith(".py")) return parsePrograms(readFileSync(path, "utf8"), path);
  return readdirSync(path, { recursive: true })
    .filter((name) => /\.(?:json|py)$/.test(name))
    .sort()
    .flatMap((name) => readEntries(join(path, name)));
}

function parsePrograms(text, path) {
  const category = /([^/\\]+)\.py$/.exec(path)?.[1];
  return text
    .split(/^#% /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf("\n");
      const [head, note] = block.slice(0, end).split(" | ");
      const [id, ...words] = head.trim().split(" ");
      const options = Object.fromEntries(words.filter((word) => word.includes("=")).map((word) => word.split(/=(.*)/s)));
      const [expected, ...accept] = words.filter((word) => /^(?:ok|error|limit)$/.test(word));
      return {
        id,
        category,
        note,
        code: block.slice(end + 1).replace(/\n$/, ""),
        expected,
        accept,
        imports: options.imports?.split(",") ?? ["*"],
        tools: options.tools?.split(","),
        ...(options.result === undefined ? {} : { result: options.result.replaceAll(",", ", ") }),
        ...(words.includes("final") ? { is_final: true } : words.includes("notfinal") ? { is_final: false } : {}),
      };
    });
}
