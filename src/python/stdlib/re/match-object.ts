/** `re.Match`. */
import { makeGeneric } from "../../builtins/generic-alias.ts";
import { attributes, members, methods } from "../../runtime/define.ts";
import { defineType } from "../../runtime/types.ts";
import { indexOrNot } from "../../runtime/subscript.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { PyDict } from "../../runtime/dict.ts";
import { PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import type { PyPattern } from "./pattern-value.ts";
import type { MatchResult } from "./engine.ts";
import { cut, type Subject, toPosition, toValue } from "./subject.ts";
import { expandTemplate } from "./template.ts";

export class PyMatch extends PyObject {
  readonly pattern: PyPattern;
  readonly subject: Subject;
  readonly result: MatchResult;
  /** Where the search could look, in code units. */
  readonly start: number;
  readonly end: number;

  constructor(pattern: PyPattern, subject: Subject, result: MatchResult, start: number, end: number) {
    super();
    this.pattern = pattern;
    this.subject = subject;
    this.result = result;
    this.start = start;
    this.end = end;
  }

  /** A group's text, or `fallback` when it took no part. */
  group(group: number, fallback: PyValue): PyValue {
    const { spans } = this.result;
    const start = spans[2 * group] ?? -1;
    return start < 0 ? fallback : cut(this.subject, start, spans[2 * group + 1] ?? start);
  }

  /** All groups but the whole match. */
  groups(fallback: PyValue): PyValue[] {
    const groups: PyValue[] = [];
    for (let group = 1; group <= this.pattern.engine.groups; group++) groups.push(this.group(group, fallback));
    return groups;
  }

  position(group: number, end: 0 | 1): number {
    const units = this.result.spans[2 * group + end] ?? -1;
    return units <= 0 ? units : toPosition(this.subject, units);
  }

  span(group: number): PyTuple {
    return new PyTuple([this.position(group, 0), this.position(group, 1)]);
  }

  /** The group that a number or a name means. */
  groupNumber(key: PyValue): number {
    const { engine } = this.pattern;
    const number = typeof key === "string" ? engine.groupIndex.get(key) : (indexOrNot(key) ?? undefined);
    if (typeof number === "number" && number >= 0 && number <= engine.groups) return number;
    throw raise.IndexError("no such group");
  }
}

export const matchType: PyType = defineType("Match", PyMatch, { module: "re", final: true });

PyMatch.prototype.getItem = function getItem(this: PyMatch, key: PyValue) {
  return this.group(this.groupNumber(key), null);
};

methods(matchType, {
  "__getitem__(self, key, /)"(self: PyMatch, key: PyValue) {
    return self.getItem(key);
  },
  "__repr__(self, /)"(self: PyMatch) {
    const [start, end] = self.span(0).items;
    return `<re.Match object; span=(${repr(start ?? 0)}, ${repr(end ?? 0)}), match=${repr(self.group(0, null))}>`;
  },
  "__copy__(self, /)"(self: PyMatch) {
    return self;
  },
  "__deepcopy__(self, memo, /)"(self: PyMatch) {
    return self;
  },
  "expand(self, /, template)"(self: PyMatch, template: PyValue) {
    const { pattern, subject, result } = self;
    return toValue(expandTemplate(pattern.template(template), subject.text, result), subject.isBytes);
  },
  "group(self, /, *groups)"(self: PyMatch, groups: PyValue[]) {
    const [only] = groups;
    if (only === undefined) return self.group(0, null);
    if (groups.length === 1) return self.group(self.groupNumber(only), null);
    return new PyTuple(groups.map((group) => self.group(self.groupNumber(group), null)));
  },
  "groups(self, /, default=None)"(self: PyMatch, fallback: PyValue) {
    return new PyTuple(self.groups(fallback));
  },
  "groupdict(self, /, default=None)"(self: PyMatch, fallback: PyValue) {
    const groups = new PyDict();
    for (const [name, group] of self.pattern.engine.groupIndex) groups.setString(name, self.group(group, fallback));
    return groups;
  },
  "start(self, group=0, /)"(self: PyMatch, group: PyValue) {
    return self.position(self.groupNumber(group), 0);
  },
  "end(self, group=0, /)"(self: PyMatch, group: PyValue) {
    return self.position(self.groupNumber(group), 1);
  },
  "span(self, group=0, /)"(self: PyMatch, group: PyValue) {
    return self.span(self.groupNumber(group));
  },
});

members(matchType, {
  string: (self: PyMatch) => self.subject.value,
  re: (self: PyMatch) => self.pattern,
  pos: (self: PyMatch) => toPosition(self.subject, self.start),
  endpos: (self: PyMatch) => toPosition(self.subject, self.end),
});

attributes(matchType, {
  lastindex: (self: PyMatch) => self.result.lastindex,
  lastgroup: (self: PyMatch) => self.result.lastgroup,
  regs: (self: PyMatch) =>
    new PyTuple(Array.from({ length: self.pattern.engine.groups + 1 }, (_, group) => self.span(group))),
});

makeGeneric(matchType);
