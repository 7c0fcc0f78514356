/**
 * Classes: the body is a function over the namespace that the metaclass prepared.
 *
 *   class C(B, metaclass=M): ...   →   $buildClass(f7, [cells], "C", [B], keywords)
 */
import type * as ast from "../syntax/nodes.ts";
import { cellName, type Js, joinJs, js } from "./emit.ts";
import { Emitter, registerStatements } from "./emitter.ts";
import { emitItems } from "./expressions.ts";
import { decorate, emitGeneric, functionCode, functionHead } from "./functions.ts";
import type { Scope } from "./scope.ts";

/** `parameters` are the type parameters of `class C[T]: ...`, which derives from `Generic[T]` too. */
function emitClass(e: Emitter, node: ast.ClassDef, parameters: Js | null = null): Js {
  const scope = e.scopeOf.get(node) as Scope;
  const own = scope.kind === "class" ? scope : (scope.children.find((child) => child.kind === "class") as Scope);
  const inner = new Emitter(e.unit, e.scopeOf, own, {
    namespace: js`ns`,
    codeName: functionCode(e),
    className: node.name,
    futureAnnotations: e.futureAnnotations,
  });
  const first = node.body[0];
  const doc =
    first?.node === "Expr" && first.value.node === "Constant" && typeof first.value.value === "string"
      ? first.value.value
      : null;
  const begin = js`${e.call("beginClass", js`ns`, js`G`, e.constant(own.qualname), doc === null ? js`undefined` : e.constant(doc), hasAnnotations(node.body) ? js`true` : js`false`)};`;
  const suite = inner.suite(node.body);
  const result = own.needsClassCell
    ? js`M.depth = d; return ${e.call("classBody", js`ns`, cellName("__class__"))};`
    : js`M.depth = d; return null;`;
  const { code, cells } = functionHead(inner, {
    node,
    scope: own,
    parameters: [js`ns`],
    body: js`${begin} ${suite} ${result}`,
    name: node.name,
    isGenerator: false,
    isCoroutine: false,
    isAsyncGenerator: false,
    firstLine: node.decorator_list[0]?.lineno ?? node.lineno,
    isClassBody: true,
    doc,
  });
  const names = node.keywords.flatMap((keyword) => [
    keyword.arg === null ? js`undefined` : e.constant(keyword.arg),
    e.expression(keyword.value),
  ]);
  const keywords =
    names.length === 0 ? js`null` : e.call("mergeKeywords", js`[${joinJs(names)}]`, e.constant("__build_class__()"));
  const items = emitItems(e, node, node.bases);
  const bases = parameters === null ? items : e.call("genericBases", items, parameters);
  return e.operation(
    node,
    [
      [bases, node.bases.every((base) => e.isSimple(base))],
      [keywords, names.length === 0],
    ],
    ([list, named]) =>
      e.call(
        "buildClass",
        code,
        js`[${joinJs(cells.map((name) => cellName(name)))}]`,
        e.constant(node.name),
        list as Js,
        named as Js,
      ),
  );
}

/** Whether the body annotates a name, so that `__annotations__` must be there. */
export function hasAnnotations(body: readonly ast.Statement[]): boolean {
  return body.some(
    (node) =>
      node.node === "AnnAssign" ||
      (["body", "orelse", "finalbody"] as const).some((field) => {
        if (node.node === "FunctionDef" || node.node === "AsyncFunctionDef" || node.node === "ClassDef") return false;
        const suite = (node as unknown as Record<string, unknown>)[field];
        return Array.isArray(suite) && hasAnnotations(suite as ast.Statement[]);
      }) ||
      ((node.node === "Try" || node.node === "TryStar") &&
        node.handlers.some((handler) => hasAnnotations(handler.body))),
  );
}

registerStatements({
  ClassDef(e, node) {
    const make = (): Js =>
      node.type_params.length === 0
        ? emitClass(e, node)
        : emitGeneric(e, node, (inner, parameters) => emitClass(inner, node, parameters));
    const t = e.temporary();
    const value = decorate(e, node.decorator_list, make);
    return js`${t} = ${value}; ${e.store(node.name, t)}`;
  },
  TypeAlias(e, node) {
    const t = e.temporary();
    const make = (inner: Emitter): Js =>
      e.call("typeAlias", e.constant(node.name.id), js`() => ${inner.expression(node.value)}`);
    const value = node.type_params.length === 0 ? make(e) : emitGeneric(e, node, make);
    return js`${t} = ${value}; ${e.store(node.name.id, t)}`;
  },
});
