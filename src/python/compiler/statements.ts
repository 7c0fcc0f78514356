// Over 500 lines would split here; simple and compound statements stand together because they share the loop labels.
/** Statements but for definitions and match. */
import type * as ast from "../syntax/nodes.ts";
import { generated, type Js, joinJs, js, number } from "./emit.ts";
import { attributePlace, type Emitter, endsAbruptly, registerExpressions, registerStatements } from "./emitter.ts";
import { condition, emitSlice } from "./expressions.ts";
import { emitHeldItem, emitHeldStore, emitInPlace } from "./arithmetic.ts";
import { emitAnnotation } from "./functions.ts";
import { emitDelete, emitSetAttribute, emitTarget } from "./targets.ts";
import type { IntrinsicName } from "./unit.ts";
import { yieldValue } from "./comprehensions.ts";

const IN_PLACE: Record<ast.BinaryOperator, IntrinsicName> = {
  Add: "addInPlace",
  Sub: "subtractInPlace",
  Mult: "multiplyInPlace",
  MatMult: "matrixMultiplyInPlace",
  Div: "divideInPlace",
  Mod: "moduloInPlace",
  Pow: "powerInPlace",
  LShift: "leftShiftInPlace",
  RShift: "rightShiftInPlace",
  BitOr: "bitOrInPlace",
  BitXor: "bitXorInPlace",
  BitAnd: "bitAndInPlace",
  FloorDiv: "floorDivideInPlace",
};

function emitAssign(e: Emitter, node: ast.Assign): Js {
  const [target] = node.targets;
  if (node.targets.length === 1 && target?.node === "Name") return e.store(target.id, e.expression(node.value));
  // `a, b = b, a` needs no tuple.
  if (
    node.targets.length === 1 &&
    (target?.node === "Tuple" || target?.node === "List") &&
    node.value.node === "Tuple" &&
    target.elts.length === node.value.elts.length &&
    ![...target.elts, ...node.value.elts].some((element) => element.node === "Starred")
  ) {
    const values = node.value.elts.map((element) => {
      const t = e.temporary();
      return { t, text: js`${t} = ${e.expression(element)};` };
    });
    const stores = target.elts.map((element, index) => emitTarget(e, element, (values[index] as { t: Js }).t));
    return joinJs([...values.map(({ text }) => text), ...stores], "\n");
  }
  const value = e.temporary();
  let text = js`${value} = ${e.expression(node.value)};`;
  for (const each of node.targets) text = js`${text} ${emitTarget(e, each, value)}`;
  return text;
}

function emitAugAssign(e: Emitter, node: ast.AugAssign): Js {
  const { target } = node;
  const operate = (old: Js): Js => emitInPlace(e, node, old, IN_PLACE[node.op]);
  switch (target.node) {
    case "Name": {
      const read = e.load(target);
      if (e.isVariable(read)) return e.store(target.id, operate(read));
      const old = e.temporary();
      return js`${old} = ${read}; ${e.store(target.id, operate(old))}`;
    }
    case "Attribute": {
      const value = e.temporary();
      const receiver = e.expression(target.value);
      const object =
        e.isVariable(receiver) && target.value.node === "Name" && e.resolve(e.mangle(target.value.id)).kind === "local"
          ? receiver
          : e.temporary();
      const hold = object === receiver ? js`` : js`${object} = ${receiver}; `;
      return js`${hold}${value} = ${e.loadAttribute(attributePlace(target), object, e.mangle(target.attr))}; ${value} = ${operate(value)}; ${emitSetAttribute(e, target, object, value)}`;
    }
    case "Subscript": {
      const value = e.temporary();
      const object = e.temporary(),
        constant = target.slice.node === "Constant" ? e.expression(target.slice) : js``,
        key = e.isVariable(constant) ? constant : e.temporary();
      const keep = key === constant ? js`` : js` ${key} = ${emitSlice(e, target.slice)[0]};`;
      return js`${object} = ${e.expression(target.value)};${keep} ${value} = ${emitHeldItem(e, target, object, key)}; ${value} = ${operate(value)}; ${emitHeldStore(e, target, object, key, value)}`;
    }
  }
}

function emitAnnAssign(e: Emitter, node: ast.AnnAssign): Js {
  let text = js``;
  const { target } = node;
  if (node.value !== null) {
    if (target.node === "Name") text = e.store(target.id, e.expression(node.value));
    else {
      const value = e.temporary();
      text = js`${value} = ${e.expression(node.value)}; ${emitTarget(e, target, value)}`;
    }
  }
  const keepsAnnotations = e.scope.kind === "module" || e.scope.kind === "class";
  if (target.node === "Name" && node.simple === 1) {
    if (!keepsAnnotations) return text;
    const annotations = e.load({ ...target, id: "__annotations__" });
    return js`${text} ${e.operation(
      node,
      [
        [annotations, false],
        [e.constant(e.mangle(target.id)), true],
        [emitAnnotation(e, node.annotation), false],
      ],
      ([dict, name, value]) => e.call("setItem", dict as Js, name as Js, value as Js),
    )};`;
  }
  // Evaluated for its effects, as CPython does outside functions.
  if (keepsAnnotations && !e.futureAnnotations) text = js`${text} ${e.expression(node.annotation)};`;
  return text;
}

const STEP: Js = js`if (--M.left < 0) M.refill();`;

/** A loop with its `else`: a `break` leaves the block that holds both. */
function emitLoop(
  e: Emitter,
  head: (label: Js) => Js,
  node: { body: ast.Statement[]; orelse: ast.Statement[] },
  bindTarget: () => Js,
): Js {
  const breakLabel = e.label(),
    continueLabel = e.label();
  const body = e.branch(() => {
    const target = bindTarget();
    e.loops.push({ breakLabel, continueLabel });
    const suite = e.suite(node.body);
    e.loops.pop();
    return js`${STEP} ${target} ${suite}`;
  });
  const orelse = e.branch(() => e.suite(node.orelse));
  return js`${breakLabel}: { ${continueLabel}: ${head(continueLabel)} { ${body.text} } ${orelse.text} }`;
}

function emitFor(e: Emitter, node: ast.For): Js {
  const iterator = e.temporary(),
    item = e.temporary();
  const source = e.operation(node, [e.operand(node.iter)], ([value]) => e.call("iterate", value as Js));
  const next = e.isSuspending ? js`(yield* ${e.call("waitNext", iterator)})` : js`${iterator}.next()`;
  const loop = emitLoop(
    e,
    () => js`while ((p = ${e.position(node)}, ${item} = ${next}) !== undefined)`,
    node,
    () => emitTarget(e, node.target, item),
  );
  return js`${iterator} = ${source}; ${loop}`;
}

function emitAsyncFor(e: Emitter, node: ast.AsyncFor): Js {
  const iterator = e.temporary(),
    item = e.temporary();
  const source = e.operation(node, [e.operand(node.iter)], ([value]) => e.call("asyncIterate", value as Js));
  const next = js`(yield* ${e.call("asyncNext", iterator)})`;
  const loop = emitLoop(
    e,
    () => js`while ((p = ${e.position(node)}, ${item} = ${next}) !== undefined)`,
    node,
    () => emitTarget(e, node.target, item),
  );
  return js`${iterator} = ${source}; ${loop}`;
}

function emitWhile(e: Emitter, node: ast.While): Js {
  const isEndless = node.test.node === "Constant" && (node.test.value === true || node.test.value === 1);
  const loop = emitLoop(
    e,
    () => js`while (${isEndless ? js`true` : condition(e, node.test, { at: node })})`,
    node,
    () => js``,
  );
  return loop;
}

function emitIf(e: Emitter, node: ast.If): Js {
  // A chain of elif is emitted flat, however long it is.
  let text = js``;
  const branches: { assigned: Set<string>; endsHere: boolean }[] = [];
  let current: ast.If = node;
  for (;;) {
    const test = condition(e, current.test, { at: current });
    const body = e.branch(() => e.suite(current.body));
    branches.push({ assigned: body.assigned, endsHere: endsAbruptly(current.body) });
    text = js`${text}if (${test}) { ${body.text} } `;
    const [next] = current.orelse;
    if (current.orelse.length === 1 && next?.node === "If") {
      text = js`${text}else `;
      current = next;
      continue;
    }
    const orelse = e.branch(() => e.suite(current.orelse));
    branches.push({ assigned: orelse.assigned, endsHere: current.orelse.length > 0 && endsAbruptly(current.orelse) });
    e.merge(...branches);
    return current.orelse.length === 0 ? text : js`${text}else { ${orelse.text} }`;
  }
}

/** `except` clauses: the exception is noted for this frame, and stands as the handled one while a handler runs. */
function emitTry(e: Emitter, node: ast.Try): Js {
  if (node.finalbody.length > 0) return emitFinally(e, node);
  return emitHandlers(e, node);
}

function emitHandlers(e: Emitter, node: ast.Try): Js {
  if (node.handlers.length === 0) return js`${e.suite(node.body)}${e.suite(node.orelse)}`;
  const error = generated("e", e.unit.next()),
    before = generated("h", e.unit.next()),
    ok = node.orelse.length > 0 ? e.temporary() : null;
  const body = e.branch(() => e.suite(node.body));
  const afterElse = e.branch(() => {
    e.assigned = new Set(body.assigned);
    return e.suite(node.orelse);
  });
  const branches = [
    {
      assigned: node.orelse.length > 0 ? afterElse.assigned : body.assigned,
      endsHere: endsAbruptly(node.orelse.length > 0 ? node.orelse : node.body),
    },
  ];
  let clauses = js``;
  node.handlers.forEach((handler, index) => {
    const suite = e.branch(() => emitHandler(e, handler, error));
    branches.push({ assigned: suite.assigned, endsHere: endsAbruptly(handler.body) });
    if (handler.type === null) clauses = js`${clauses}${index > 0 ? js`else ` : js``}{ ${suite.text} } `;
    else {
      const test = e.operation(handler, [[error, true], e.operand(handler.type)], ([thrown, type]) =>
        e.call("matchesException", thrown as Js, type as Js),
      );
      clauses = js`${clauses}${index > 0 ? js`else ` : js``}if (${test}) { ${suite.text} } `;
    }
  });
  const isCatchAll = node.handlers.some((handler) => handler.type === null);
  if (!isCatchAll) clauses = js`${clauses}else throw ${error};`;
  e.merge(...branches);
  const restore = depthRestore(e);
  const start = ok === null ? js`` : js`${ok} = false; `;
  const end = ok === null ? js`` : js`${ok} = true; `;
  const orelse = ok === null ? js`` : js`if (${ok}) { ${afterElse.text} }`;
  return js`${start}try { ${body.text} ${end}} catch (e) {
const ${error} = x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}; ${restore} const ${before} = ${enterHandler(e, error)};
try { ${clauses} } finally { ${e.call("leaveHandler", before)}; }
} ${orelse}`;
}

/** The exception of a handler in a generator is the generator's: it is kept while others run. */
function enterHandler(e: Emitter, error: Js): Js {
  if (!isResumed(e)) return e.call("enterHandler", error);
  e.keepsHandling = true;
  return e.call("enterGeneratorHandler", error);
}

function enterFinally(e: Emitter, flying: Js): Js {
  return isResumed(e)
    ? js`${flying} === undefined ? null : ${enterHandler(e, flying)}`
    : e.call("enterFinally", flying);
}

function isResumed({ body }: Emitter): boolean {
  return body.isGenerator || body.isCoroutine;
}

/** In functions the depth counter goes back to this frame's. */
function depthRestore(e: Emitter): Js {
  const { body } = e;
  return (body.kind === "function" || body.kind === "lambda") && !isResumed(e) ? js`M.depth = d - 1;` : js``;
}

function emitHandler(e: Emitter, handler: ast.ExceptHandler, error: Js): Js {
  if (handler.name === null) return e.suite(handler.body);
  const name = handler.name;
  const store = e.store(name, error);
  const body = e.suite(handler.body);
  return js`${store} try { ${body} } finally { ${unbind(e, name)} }`;
}

/** `e` is unbound after `except E as e`, whether or not the handler did so itself. */
function unbind(e: Emitter, name_: string): Js {
  const name = e.mangle(name_);
  const { kind } = e.resolve(name);
  if (kind === "namespace") return js`${e.call("forgetName", e.namespace as Js, e.constant(name))};`;
  return e.store(name_, js`undefined`);
}

/** `finally`: runs in every case but one, a limit. An exception in flight is the context of what it raises. */
function emitFinally(e: Emitter, node: ast.Try): Js {
  const flying = e.temporary(),
    before = generated("h", e.unit.next());
  const body = e.branch(() => emitHandlers(e, { ...node, finalbody: [] }));
  const inside = body.assigned;
  const finalbody = emitFinalBody(e, node.finalbody, flying);
  if (!endsAbruptly(node.body)) for (const name of inside) e.bind(name);
  return js`${flying} = undefined; try { ${body.text} } catch (e) { ${flying} = x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}; ${depthRestore(e)} throw ${flying}; }
finally { if (!M.stopped) { const ${before} = ${enterFinally(e, flying)}; try { ${finalbody} } finally { ${e.call("leaveFinally", flying, before)}; } } }`;
}

/** The exception in flight goes on as one that this frame has noted, whatever the body handled meanwhile. */
function emitFinalBody(e: Emitter, finalbody: readonly ast.Statement[], flying: Js): Js {
  return js`${e.suite(finalbody)} if (${flying} !== undefined) x = ${flying};`;
}

/** `except*`: each clause takes its part of the group; what is left, or raised, is raised together at the end. */
function emitTryStar(e: Emitter, node: ast.TryStar): Js {
  if (node.finalbody.length > 0) {
    return emitFinallyAround(e, node, () => emitTryStar(e, { ...node, finalbody: [] }));
  }
  const error = generated("e", e.unit.next()),
    before = generated("h", e.unit.next()),
    state = e.temporary(),
    part = e.temporary();
  const ok = e.temporary();
  const body = e.branch(() => e.suite(node.body));
  let clauses = js``;
  for (const handler of node.handlers) {
    const suite = e.branch(() => emitHandler(e, handler, part));
    const type = e.expression(handler.type as ast.Expression);
    clauses = js`${clauses} if ((${part} = ${e.at(handler, e.call("splitGroup", state, type))}) !== null) {
const h = ${enterHandler(e, part)}; x = ${part}; try { ${suite.text} } catch (e) { ${e.call("collectRaised", state, js`x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}`)}; }
finally { ${e.call("leaveHandler", js`h`)}; } }`;
  }
  const orelse = e.branch(() => e.suite(node.orelse));
  return js`${ok} = false; try { ${body.text} ${ok} = true; } catch (e) {
const ${error} = x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}; ${depthRestore(e)} ${state} = ${e.call("beginGroup", error)}; const ${before} = ${enterHandler(e, error)};
try { ${clauses} if ((x = ${e.call("endGroup", state)}) !== undefined) throw x; } finally { ${e.call("leaveHandler", before)}; }
} if (${ok}) { ${orelse.text} }`;
}

function emitFinallyAround(e: Emitter, node: ast.TryStar, emit: () => Js): Js {
  const flying = e.temporary(),
    before = generated("h", e.unit.next());
  const body = e.branch(emit);
  const finalbody = emitFinalBody(e, node.finalbody, flying);
  return js`${flying} = undefined; try { ${body.text} } catch (e) { ${flying} = x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}; throw ${flying}; }
finally { if (!M.stopped) { const ${before} = ${enterFinally(e, flying)}; try { ${finalbody} } finally { ${e.call("leaveFinally", flying, before)}; } } }`;
}

function emitWith(e: Emitter, node: ast.With | ast.AsyncWith, index = 0): Js {
  const item = node.items[index];
  if (item === undefined) return e.suite(node.body);
  const isAsync = node.node === "AsyncWith";
  const manager = e.temporary(),
    value = e.temporary(),
    failed = e.temporary();
  const open = e.operation(node, [e.operand(item.context_expr)], ([object]) =>
    e.call(isAsync ? "openAsyncWith" : "openWith", object as Js),
  );
  const enter = isAsync
    ? js`(yield* ${e.call("enterAsyncWith", manager)})`
    : e.isSuspending
      ? js`(yield* ${e.call("waitEnterWith", manager)})`
      : e.call("enterWith", manager);
  const exit = (error: Js): Js =>
    isAsync
      ? js`(yield* ${e.call("exitAsyncWith", manager, error)})`
      : e.isSuspending
        ? js`(yield* ${e.call("waitExitWith", manager, error)})`
        : e.call("exitWith", manager, error);
  const target = item.optional_vars === null ? js`` : emitTarget(e, item.optional_vars, value);
  const assignedBefore = new Set(e.assigned);
  const body = emitWith(e, node, index + 1);
  // __exit__ may swallow an exception, so what the body binds is not certain afterwards.
  e.assigned = assignedBefore;
  const place = js`p = ${e.position(node)};`;
  return js`${manager} = ${open}; ${value} = ${e.at(node, enter)}; ${failed} = false; try { ${target} ${body} } catch (e) {
${failed} = true; x = ${e.call("caught", js`e`, e.codeName, js`p`, js`x`)}; ${depthRestore(e)} const h = ${enterHandler(e, js`x`)}; const error = x;
try { ${place} if (!${exit(js`error`)}) throw error; } finally { ${e.call("leaveHandler", js`h`)}; }
} finally { if (!${failed} && !M.stopped) { ${place} ${exit(js`null`)}; } }`;
}

function emitReturn(e: Emitter, node: ast.Return): Js {
  const value = node.value === null ? js`null` : e.expression(node.value);
  const { body } = e;
  if (body.isGenerator || body.isCoroutine) return js`return ${value};`;
  return js`r = ${value}; M.depth = d; return r;`;
}

function emitImport(e: Emitter, node: ast.Import): Js {
  let text = js`p = ${e.position(node)};`;
  for (const alias of node.names) {
    const t = e.temporary();
    if (alias.asname === null) {
      const root = alias.name.split(".")[0] as string;
      text = js`${text} ${t} = ${e.call("importName", e.constant(alias.name), js`G`, js`null`, js`0`)}; ${e.store(root, t)}`;
    } else {
      text = js`${text} ${t} = ${e.call("importAs", e.constant(alias.name), js`G`)}; ${e.store(alias.asname, t)}`;
    }
  }
  return text;
}

function emitImportFrom(e: Emitter, node: ast.ImportFrom): Js {
  if (node.module === "__future__" && node.level === 0) {
    // The flags were read when the module was compiled; the names are ordinary ones.
  }
  const module = e.temporary(),
    t = e.temporary();
  const names = js`[${joinJs(node.names.map((alias) => e.constant(alias.name)))}]`;
  let text = js`p = ${e.position(node)}; ${module} = ${e.call("importName", e.constant(node.module ?? ""), js`G`, names, number(node.level))};`;
  for (const alias of node.names) {
    if (alias.name === "*") return js`${text} ${e.call("importStar", module, e.namespace ?? js`G`)};`;
    text = js`${text} ${t} = ${e.call("importFrom", module, e.constant(alias.name))}; ${e.store(alias.asname ?? alias.name, t)}`;
  }
  return text;
}

function emitRaise(e: Emitter, node: ast.Raise): Js {
  if (node.exc === null) return js`p = ${e.position(node)}; throw x = ${e.call("reraise")};`;
  const operands = node.cause === null ? [e.operand(node.exc)] : [e.operand(node.exc), e.operand(node.cause)];
  const thrown = e.operation(node, operands, (texts) => e.call("raised", ...texts));
  return js`x = undefined; throw ${thrown};`;
}

registerStatements({
  Expr(e, node) {
    return e.interactive
      ? js`${e.operation(node.value, [[e.expression(node.value), false]], ([value]) => e.call("displayHook", value as Js))};`
      : js`${e.expression(node.value)};`;
  },
  Assign: emitAssign,
  AugAssign: emitAugAssign,
  AnnAssign: emitAnnAssign,
  Pass: () => js``,
  Global: () => js``,
  Nonlocal: () => js``,
  Break: (e) => js`break ${(e.loops[e.loops.length - 1] as { breakLabel: Js }).breakLabel};`,
  Continue: (e) => js`continue ${(e.loops[e.loops.length - 1] as { continueLabel: Js }).continueLabel};`,
  If: emitIf,
  While: emitWhile,
  For: emitFor,
  AsyncFor: emitAsyncFor,
  Try: emitTry,
  TryStar: emitTryStar,
  With: (e, node) => emitWith(e, node),
  AsyncWith: (e, node) => emitWith(e, node),
  Return: emitReturn,
  Import: emitImport,
  ImportFrom: emitImportFrom,
  Raise: emitRaise,
  Delete: (e, node) =>
    joinJs(
      node.targets.map((target) => emitDelete(e, target)),
      "\n",
    ),
  Assert(e, node) {
    const place = { at: node };
    const test = condition(e, node.test, place);
    const message = node.msg === null ? js`undefined` : e.branch(() => e.expression(node.msg as ast.Expression)).text;
    return js`if (!${test}) { x = undefined; ${node.msg === null ? js`p = ${e.position(place.at)};` : js``} throw ${
      node.msg === null
        ? e.call("assertionError", message)
        : e.operation(place.at, [[message, false]], ([text]) => e.call("assertionError", text as Js))
    }; }`;
  },
});

registerExpressions({
  Yield(e, node) {
    const isAsync = e.body.isCoroutine && e.body.isGenerator;
    // The place is where throw() raises.
    return e.operation(node, node.value === null ? [] : [e.operand(node.value)], ([value = js`null`]) =>
      yieldValue(e, isAsync, value),
    );
  },
  YieldFrom: (e, node) =>
    e.operation(node, [e.operand(node.value)], ([value]) => js`(yield* ${e.call("yieldFrom", value as Js)})`),
  Await: (e, node) =>
    e.operation(node, [e.operand(node.value)], ([value]) => js`(yield* ${e.call("awaitValue", value as Js)})`),
});
