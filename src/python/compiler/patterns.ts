/**
 * match: each pattern becomes a JavaScript condition that binds as it goes; names captured by a pattern that fails later
 * stay bound, as in CPython only after the whole pattern matched: captures go to temporaries first.
 */
import type * as ast from "../syntax/nodes.ts";
import { type Js, joinJs, js, number } from "./emit.ts";
import { type Emitter, endsAbruptly, registerStatements } from "./emitter.ts";
import { condition } from "./expressions.ts";

interface Capture {
  name: string;
  value: Js;
}

/** A condition that is true when `subject` (a variable) matches; captures are noted in `captures`. */
function emitPattern(e: Emitter, pattern: ast.Pattern, subject: Js, captures: Capture[]): Js {
  switch (pattern.node) {
    case "MatchValue":
      return e.operation(pattern, [[subject, true], e.operand(pattern.value)], ([a, b]) =>
        e.call("isEqualTo", a as Js, b as Js),
      );
    case "MatchSingleton":
      return pattern.value === null
        ? js`${subject} === null`
        : pattern.value
          ? js`${subject} === true`
          : js`${subject} === false`;
    case "MatchAs": {
      const inner = pattern.pattern === null ? js`true` : emitPattern(e, pattern.pattern, subject, captures);
      if (pattern.name === null) return inner;
      return js`(${inner} && ${capture(e, pattern.name, subject, captures)})`;
    }
    case "MatchStar":
      return pattern.name === null ? js`true` : capture(e, pattern.name, subject, captures);
    case "MatchOr":
      return emitOr(e, pattern, subject, captures);
    case "MatchSequence":
      return emitSequence(e, pattern, subject, captures);
    case "MatchMapping":
      return emitMapping(e, pattern, subject, captures);
    case "MatchClass":
      return emitClass(e, pattern, subject, captures);
  }
}

function capture(e: Emitter, name: string, value: Js, captures: Capture[]): Js {
  const known = captures.find((one) => one.name === name);
  const t = known?.value ?? e.temporary();
  if (known === undefined) captures.push({ name, value: t });
  return js`(${t} = ${value}, true)`;
}

/** Every alternative binds the same names, into the same temporaries. */
function emitOr(e: Emitter, pattern: ast.MatchOr, subject: Js, captures: Capture[]): Js {
  return js`(${joinJs(
    pattern.patterns.map((alternative) => emitPattern(e, alternative, subject, captures)),
    " || ",
  )})`;
}

function emitSequence(e: Emitter, pattern: ast.MatchSequence, subject: Js, captures: Capture[]): Js {
  const { patterns } = pattern;
  const star = patterns.findIndex((one) => one.node === "MatchStar");
  const items = e.temporary();
  const steps: Js[] = [
    js`(${items} = ${e.at(
      pattern,
      e.call(
        "matchSequence",
        subject,
        number(star < 0 ? patterns.length : patterns.length - 1),
        star < 0 ? js`-1` : number(star),
        patterns.some((one) => one.node === "MatchStar" && one.name !== null) ? js`true` : js`false`,
      ),
    )}) !== null`,
  ];
  patterns.forEach((one, index) => {
    if (one.node === "MatchAs" && one.pattern === null && one.name === null) return;
    if (one.node === "MatchStar" && one.name === null) return;
    const item = e.temporary();
    steps.push(js`(${item} = ${items}[${number(index)}], true)`, emitPattern(e, one, item, captures));
  });
  return js`(${joinJs(steps, " && ")})`;
}

function emitMapping(e: Emitter, pattern: ast.MatchMapping, subject: Js, captures: Capture[]): Js {
  const values = e.temporary();
  const keys = js`[${joinJs(pattern.keys.map((key) => e.expression(key)))}]`;
  const rest = pattern.rest === null ? js`false` : js`true`;
  const steps: Js[] = [js`(${values} = ${e.at(pattern, e.call("matchMapping", subject, keys, rest))}) !== null`];
  pattern.patterns.forEach((one, index) => {
    const item = e.temporary();
    steps.push(js`(${item} = ${values}[${number(index)}], true)`, emitPattern(e, one, item, captures));
  });
  if (pattern.rest !== null)
    steps.push(capture(e, pattern.rest, js`${values}[${number(pattern.patterns.length)}]`, captures));
  return js`(${joinJs(steps, " && ")})`;
}

function emitClass(e: Emitter, pattern: ast.MatchClass, subject: Js, captures: Capture[]): Js {
  const values = e.temporary();
  const names = js`[${joinJs(pattern.kwd_attrs.map((name) => e.constant(e.mangle(name))))}]`;
  const cls = e.expression(pattern.cls);
  const steps: Js[] = [
    js`(${values} = ${e.operation(
      pattern,
      [
        [subject, true],
        [cls, false],
      ],
      ([object, type]) => e.call("matchClass", object as Js, type as Js, number(pattern.patterns.length), names),
    )}) !== null`,
  ];
  [...pattern.patterns, ...pattern.kwd_patterns].forEach((one, index) => {
    const item = e.temporary();
    steps.push(js`(${item} = ${values}[${number(index)}], true)`, emitPattern(e, one, item, captures));
  });
  return js`(${joinJs(steps, " && ")})`;
}

registerStatements({
  Match(e, node) {
    const subject = e.temporary();
    const label = e.label();
    let text = js`${subject} = ${e.expression(node.subject)};`;
    const branches: { assigned: Set<string>; endsHere: boolean }[] = [];
    let isExhaustive = false;
    for (const one of node.cases) {
      const captures: Capture[] = [];
      const branch = e.branch(() => {
        const test = emitPattern(e, one.pattern, subject, captures);
        const stores = joinJs(
          captures.map(({ name, value }) => e.store(name, value)),
          "\n",
        );
        const guard = one.guard === null ? null : condition(e, one.guard, { at: one.pattern });
        const suite = e.suite(one.body);
        const inner = js`${suite} break ${label};`;
        return js`if (${test}) { ${stores} ${guard === null ? inner : js`if (${guard}) { ${inner} }`} }`;
      });
      branches.push({ assigned: branch.assigned, endsHere: endsAbruptly(one.body) });
      isExhaustive ||= one.guard === null && one.pattern.node === "MatchAs" && one.pattern.pattern === null;
      text = js`${text}\n${branch.text}`;
    }
    if (!isExhaustive) branches.push({ assigned: new Set(e.assigned), endsHere: false });
    e.merge(...branches);
    return js`${label}: { ${text} }`;
  },
});
