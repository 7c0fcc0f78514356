/** Broken and random programs: assembled from tokens, mutated from programs that are right, and walks over values. */
import { Choice } from "../differential/choice.ts";
import { ProgramMaker } from "../differential/generate.ts";

const WORDS = `
False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda
nonlocal not or pass raise return try while with yield match case type _ print len range int str list dict set tuple float bytes object
super isinstance getattr setattr hasattr vars dir globals locals iter next map zip sorted sum min max abs hash repr eval exec compile
Exception ValueError TypeError BaseException KeyError StopIteration ExceptionGroup self cls x y z a b f g C args kwargs
__init__ __getattr__ __class__ __dict__ __call__ __iter__ __next__ __eq__ __slots__ __new__ __name__ __mro__ __bases__ __subclasses__
__globals__ __code__ __builtins__ __traceback__ __import__ constructor __proto__ prototype toString valueOf hasOwnProperty
math json re collections itertools functools sys types typing dataclasses enum asyncio copy operator string struct datetime
0 1 2 -1 3.5 1e308 2j 0x1F 10**20 1_000 0o17 0b1 1e 0777 '' 'a' "s" b'x' f'{x}' f'{x!r:>{y}}' f"{" rb'\\x00' '''t''' u'é' 'a
( ) [ ] { } , : . ; = == != < <= > >= -> := + - * / // % @ ** << >> & | ^ ~ += -= *= @= ** * ... ! ? $ \\ # \` é ß ⁰ 😀
`
  .trim()
  .split(/\s+/);
const SHAPES = [
  "def f(a, b=1, *args, **kw):\n    return a",
  "class C(list):\n    x = 1\n    def __eq__(self, o): return o",
  "for x in range(3):\n    print(x)",
  "try:\n    1 / 0\nexcept Exception as e:\n    print(e)\nfinally:\n    x = 1",
  "with open('f') as x:\n    pass",
  "x = [i for i in range(5) if i]",
  "while x:\n    x -= 1\n    break",
  "match x:\n    case [a, *b]: pass\n    case {'k': v}: pass\n    case C(x=1) | int(): pass",
  "async def f():\n    await g()\n    async for x in y: yield x",
  "lambda x, /, *, y=1: x[y]",
  "x = y = {1: 2, **{}}\ndel x[1]",
  "def g():\n    x = yield 1\n    yield from [x]\ng().send(None)",
  "x.y.z[1:2, ...] = f(*a, **b)",
  "@f\nclass C(metaclass=type): __slots__ = ('a',)",
  "raise ValueError('x') from KeyError()",
  "global x; x = 1; assert x, 'm'",
  "type X[T] = list[T]",
  "print(f'{x=} {y!r:>{z}}', sep='')",
  "import math, json as j; from re import *",
];
const STARTS = `
() [] {} 1 1.5 2j 'text' b'bytes' None True ... NotImplemented object type int str list dict set tuple float bytes bytearray frozenset
range(3) slice(1) iter([1]) iter({}) ([x]for(x)in'ab') (lambda:0) print len [].append str.upper int.__add__ property() ValueError('v')
super staticmethod(len) memoryview(b'ab') zip([1]) enumerate('a') reversed([1]) map(len,[]) {}.keys() {1:2}.items() globals() locals()
__import__('math') __import__('json') __import__('re') __import__('collections') __import__('itertools') __import__('functools')
__import__('datetime') __import__('decimal') __import__('random') __import__('string') __import__('sys') __import__('types')
__import__('typing') __import__('enum') __import__('dataclasses') __import__('operator') __import__('statistics') __import__('asyncio')
`
  .trim()
  .split(/\s+/);
const ARGUMENTS =
  "1 -1 0 2**70 1.5 'a' '' b'x' None True [] [1,2] () (1,'a') {} {'a':1} {1} int str object len (lambda*a:a) range(3) v iter([]) float('nan') 10**5".split(
    " ",
  );
/** What a walk may not get lost in: it waits, reads what it is asked for, or ends the action. */
const AVOIDED = ["sleep", "input", "exit", "quit", "run_forever", "breakpoint", "help"];

const TOKEN = /\s+|\w+|[frb]*"(?:[^"\\\n]|\\.)*"|[frb]*'(?:[^'\\\n]|\\.)*'|[^\w\s]/g;

export class BrokenPrograms {
  readonly #choice: Choice;
  readonly #maker: ProgramMaker;
  /** Programs that are right, for mutations. */
  readonly #corpus: readonly string[];

  constructor(random: () => number, corpus: readonly string[]) {
    this.#choice = new Choice(random);
    this.#maker = new ProgramMaker(random);
    this.#corpus = corpus;
  }

  program(): string {
    const kind = this.#choice.random();
    if (kind < 0.4) return this.#assembled();
    if (kind < 0.82) return this.#mutated(this.#choice.pick(this.#corpus));
    if (kind < 0.9) return this.#mutated(this.#maker.program());
    return this.#walk();
  }

  #word(): string {
    return this.#choice.pick(WORDS);
  }

  #assembled(): string {
    const choice = this.#choice;
    const piece = (): string =>
      choice.chance(0.12)
        ? choice.pick(["\n", "\n    ", ":\n    ", "\n\t", ";", "\\\n", "\r\n", "\f"])
        : choice.chance(0.05)
          ? choice.pick(SHAPES)
          : this.#word();
    return choice.many(2, 24, piece).join(choice.chance(0.8) ? " " : "");
  }

  #mutated(source: string): string {
    const choice = this.#choice;
    const tokens = source.match(TOKEN) ?? [];
    for (let changes = 1 + choice.upTo(3); changes > 0 && tokens.length > 0; changes--) {
      const at = choice.upTo(tokens.length - 1);
      choice.pick([
        () => tokens.splice(at, 1),
        () => tokens.splice(at, 0, tokens[at] as string),
        () => tokens.splice(at, 1, this.#word()),
        () => tokens.splice(at, 0, ` ${this.#word()} `),
        () => ([tokens[at], tokens[choice.upTo(tokens.length - 1)]] = [choice.pick(tokens), tokens[at] as string]),
        () => tokens.splice(at, 0, choice.pick(SHAPES)),
        () => tokens.splice(at, choice.upTo(8)),
      ])();
    }
    return tokens.join("");
  }

  /** Attributes, items and calls at random from some value on; each result is shown, compared and hashed. */
  #walk(): string {
    const choice = this.#choice;
    const argument = (): string => choice.pick(ARGUMENTS);
    const step = (): string =>
      choice.pick([
        () => `n = dir(v)[${choice.upTo(400)} % len(dir(v))]\n    if n not in AVOIDED: v = getattr(v, n)`,
        () => `n = dir(v)[${choice.upTo(400)} % len(dir(v))]\n    if n not in AVOIDED: v = getattr(v, n)`,
        () => `v = v(${choice.many(0, 3, argument).join(", ")})`,
        () => `v = v(${choice.many(0, 3, argument).join(", ")})`,
        () => `v = v[${argument()}]`,
        () => `v = ${argument()} ${choice.word("+ - * / % == < in is and | & @ ** <<")} v`,
        () => `v = type(v)`,
        () => `v = next(iter(v))`,
        () => `v = list(zip(v, range(5)))`,
        () => `v.${choice.word("x __class__ __dict__ __name__ __doc__ __slots__ __init__")} = ${argument()}`,
        () => `v[${argument()}] = ${argument()}`,
        () => `del v.${choice.word("x __class__ __dict__ __name__ __doc__")}`,
        () => `v = type('T', (v,), {})`,
        () => `v = type('T', (type(v),), {'__init__': lambda s, *a: None})()`,
        () => `v = v.__reduce_ex__(2)`,
        () => `v = v.__class__(${choice.many(0, 2, argument).join(", ")})`,
      ])();
    const steps = choice.many(
      2,
      7,
      () => `try:\n    ${step()}\nexcept BaseException as e:\n    print(str(e)[:200])${choice.pick(["", "; v = e"])}`,
    );
    const shown = "type(v), isinstance(v, object), repr(v)[:0], str(v)[:0], v == v, hash(v), bool(v), vars(v)";
    const checks = shown
      .split(", ")
      .join("\nexcept BaseException as e: print(str(e)[:200])\ntry: ")
      .replace(/isinstance\(v\n.*\ntry: object\)/, "isinstance(v, object)");
    return `AVOIDED = ${JSON.stringify(AVOIDED)}\nv = ${choice.pick(STARTS)}\n${steps.join("\n")}\ntry: ${checks}\nexcept BaseException as e: print(str(e)[:200])\n`;
  }
}

/** Words of JavaScript and of its engine: none may reach a user. */
const FOREIGN =
  /\bundefined\b|is not a function|is not a constructor|Cannot (?:read|set|convert|mix|access|destructure|assign|perform|delete prop|create proxy|redefine)|\bRangeError\b|Maximum call stack|\[object |Invalid (?:array|string|count|typed|regular|left|time value)|\bBigInt|not an object|strict mode|Unexpected (?:token|identifier|string|number|end)|already been declared|\bfunction \w*\(.*\) ?\{|\.m?[jt]s:\d+|<anonymous>|node:internal|JavaScript|\bPy[A-Z]\w+|\bt\$\w/;

/** The foreign words that a text has and the program has not. */
export function foreignWords(text: string, program: string): string | undefined {
  const found = FOREIGN.exec(text)?.[0];
  return found !== undefined && !program.includes(found) ? found : undefined;
}
