import { parse, type Node } from "acorn";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { INTRINSIC_NAMES } from "../../../src/python/runtime/intrinsics.ts";
import { Python } from "../../../src/python/index.ts";
import { MODULES } from "../../../src/python/stdlib/index.ts";
import { readEntries } from "../../harnesses/containment/entries.mjs";

/** What generated code may name without declaring it. */
const FREE = new Set(["I", "K", "M", "G", "undefined"]);
/** Members of our own objects that generated code reads; all others must be mangled Python names or intrinsics. */
const MEMBERS = new Set([
  "v",
  "left",
  "depth",
  "place",
  "stopped",
  "refill",
  "cell",
  "next",
  "items",
  "push",
  "js",
  "arity",
  "methodArity",
  "plainSet",
  "dict",
  "exact",
  "isList",
  "length",
]);
const INTRINSICS = new Set<string>(INTRINSIC_NAMES);

type AnyNode = Node & Record<string, unknown>;

function children(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(
      (value): value is AnyNode =>
        typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string",
    );
}

function bindings(pattern: AnyNode, into: Set<string>): void {
  if (pattern.type === "Identifier") into.add(pattern["name"] as string);
  else for (const child of children(pattern)) bindings(child, into);
}

/** Every problem that the text of a unit has. */
export function audit(text: string): string[] {
  const problems: string[] = [];
  const program = parse(`function unit(I, K, M, G) {${text}\n}`, { ecmaVersion: 2022 }) as unknown as AnyNode;
  const visit = (node: AnyNode, known: ReadonlySet<string>): void => {
    switch (node.type) {
      case "WithStatement":
      case "ImportExpression":
      case "MetaProperty":
      case "ThisExpression":
      case "TaggedTemplateExpression":
      case "ClassDeclaration":
        problems.push(`${node.type} is never generated`);
        break;
      case "Identifier": {
        const name = node["name"] as string;
        if (!known.has(name) && !FREE.has(name)) problems.push(`free identifier ${name}`);
        return;
      }
      case "MemberExpression": {
        const property = node["property"] as AnyNode;
        if (node["computed"] === true) {
          const isIndex =
            property.type === "Literal" &&
            (typeof property["value"] === "number" || /^t?\$/.test(String(property["value"])));
          // Items of a list or of what was unpacked: the index is a number by the guard before it.
          const isItem =
            property.type === "Identifier" &&
            (node["object"] as AnyNode).type === "MemberExpression" &&
            ((node["object"] as AnyNode)["property"] as AnyNode)["name"] === "items";
          if (!isIndex && !isItem) problems.push(`computed member ${property.type}`);
        } else {
          const name = property["name"] as string;
          const isIntrinsic = (node["object"] as AnyNode)["name"] === "I" && INTRINSICS.has(name);
          if (!isIntrinsic && !MEMBERS.has(name) && !/^t?\$/.test(name)) problems.push(`member ${name}`);
        }
        visit(node["object"] as AnyNode, known);
        return;
      }
      case "Property":
        problems.push("object literals are never generated");
        return;
      case "LabeledStatement":
        visit(node["body"] as AnyNode, known);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
    }
    visitInScope(node, known);
  };
  const visitInScope = (node: AnyNode, known: ReadonlySet<string>): void => {
    const isScope = /Function|Program|CatchClause/.test(node.type);
    const scope = isScope ? new Set(known) : (known as Set<string>);
    if (/Function/.test(node.type)) {
      for (const parameter of node["params"] as AnyNode[]) bindings(parameter, scope);
      if (node["id"]) bindings(node["id"] as AnyNode, scope);
    }
    if (node.type === "CatchClause" && node["param"]) bindings(node["param"] as AnyNode, scope);
    const declare = (inner: AnyNode): void => {
      if (inner.type === "VariableDeclaration")
        for (const one of inner["declarations"] as AnyNode[]) bindings(one["id"] as AnyNode, scope);
      if (inner.type === "FunctionDeclaration") bindings(inner["id"] as AnyNode, scope);
      if (!/Function/.test(inner.type)) children(inner).forEach(declare);
      else if (inner.type === "FunctionDeclaration") return;
    };
    // A function's names, those of its inner blocks among them.
    if (isScope) children(node).forEach(declare);
    for (const child of children(node))
      if (!(node.type === "VariableDeclarator" && child === node["id"])) visit(child, scope);
  };
  visit(program, new Set(["unit"]));
  return problems;
}

test("a planted free identifier, member and with are found", () => {
  expect(audit("return process.env;")).toEqual(expect.arrayContaining(["member env", "free identifier process"]));
  expect(audit("return I.constructor;")).toEqual(["member constructor"]);
  expect(audit("const k = K[0]; return k.$x;")).toEqual([]);
});

interface Attack {
  code?: string;
  code_gen?: string;
  steps?: { code: string }[];
}

/** The sources of an attack; one that is too long to be written out is an expression that makes it. */
async function sourcesOf({ code, code_gen: expression, steps = [] }: Attack): Promise<string[]> {
  if (expression !== undefined) return [(await new Python().run(expression)).output as string];
  return [...(code === undefined ? [] : [code]), ...steps.map((step) => step.code)];
}

/** Sources, and how many operations each is given. */
async function programs(): Promise<[source: string, operations: number][]> {
  const folder = join(import.meta.dirname, "../..");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".py") && !name.includes("node_modules") && !name.includes("attacks"),
  );
  const attacks = readEntries(join(folder, "harnesses/containment")) as Attack[];
  const attackSources = (await Promise.all(attacks.map(sourcesOf))).flat();
  return [
    ...files.map((file): [string, number] => [readFileSync(join(folder, file), "utf8"), 1000]),
    // In one's own process nothing ends a native that never looks at the clock: attacks get no further than their first loops.
    ...attackSources.map((source): [string, number] => [source, 100]),
  ];
}

test("generated code reaches nothing but the intrinsics, in both forms", async () => {
  const seen = new Set<string>();
  const everyModule = Object.keys(MODULES).map((name) => `import ${name}`);
  const sources = [[everyModule.join("\n"), 1e7] as const, ...(await programs())];
  // An action that mentions a function of the host runs in the generator form, and what it calls too.
  for (const [functions, mention] of [[{}, ""] as const, [{ search: (query: string) => query }, "\nsearch"] as const]) {
    // A program is compiled before it runs: few operations are enough, except for what it imports and evaluates.
    for (const [source, operations] of sources) {
      const python = new Python({
        functions,
        authorizedImports: ["*"],
        // Compiling is paid for by the character.
        limits: {
          seconds: operations < 1e6 ? 0.2 : 20,
          operations: operations + 20 * source.length,
          memoryBytes: 2 ** 26,
          outputBytes: 2 ** 16,
        },
        host: { compile: (parameters, body) => (seen.add(body), new Function(...parameters, body) as unknown) },
      });
      await python.run(source + mention).catch(() => undefined);
    }
  }
  expect(seen.size).toBeGreaterThan(200);
  const problems = new Set([...seen].flatMap(audit));
  expect([...problems]).toEqual([]);
}, 120_000);
