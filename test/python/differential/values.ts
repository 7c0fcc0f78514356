/** Expressions for values of each built-in type, odd ones among them, and calls of their methods with odd arguments. */
import type { Choice } from "./choice.ts";

/** Strings that everyday programs hold, one of each kind. */
export const EVERYDAY_STRINGS: readonly string[] = [
  "''",
  "'a'",
  "'hello'",
  "'Hello World'",
  "'a,b,,c'",
  "'  pad '",
  "'äöü'",
  "'ß'",
  "'😀x'",
  "'tab\\tnew\\n'",
  "'0123456789'",
  '"it\'s"',
];

/** Sets hold numbers only: the order of others differs between runs of CPython. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  int: "0 1 -1 2 3 7 10 -13 97 255 256 1000 2**31 2**53 2**53+1 -2**63 2**64 10**20 -10**30 3**100 0x1F600 1_000 True False".split(
    " ",
  ),
  index: "0 1 -1 2 3 -2 5 -5 10 100 -100 None 2**70 -2**70 True".split(" "),
  float: [
    ..."0.0 -0.0 1.0 1.5 -2.25 3.14159 1e10 1e16 1e-7 1e300 5e-324 0.1 2.5 3.5 1e22 1e23 123456789.123 0.5 -0.5 1e15 9.995".split(
      " ",
    ),
    "float('inf')",
    "-float('inf')",
    "float('nan')",
    "1/3",
    "2.0**70",
  ],
  complex: ["2j", "1+2j", "-0j", "complex('nan')", "(1.5-0j)", "complex(0, float('inf'))", "1e20+1e-5j"],
  str: [
    ...EVERYDAY_STRINGS,
    "'a\\r\\nb\\x0bc\\x1cd\\x85e\\u2028f'",
    "'ﬁne ǆ İ ΑΣ'",
    "'١٢٣'",
    "'²½Ⅷ'",
    "'x\\x00y'",
    "'\\ud800'",
    "'e\\u0301'",
    "'aaaa'",
    "'hello world foo'",
    "'-42'",
    "'1e5'",
    "'\\xa0\\u3000z'",
    "'CamelCaseWord'",
    "'snake_case_word'",
    "'100%'",
    "'{} {x}'",
    "'x' * 50",
  ],
  bytes: [
    "b''",
    "b'a'",
    "b'hello world'",
    "b'a,b,,c'",
    "b' \\t\\x00\\xff '",
    "b'Hello'",
    "b'aaaa'",
    "b'\\xc3\\xa4'",
    "bytes(3)",
    "b'12\\r\\n34'",
  ],
  bytearray: ["bytearray()", "bytearray(b'abc')", "bytearray(3)", "bytearray(b'a,b,c')"],
  list: [
    "[]",
    "[1, 2, 3]",
    "[3, 1, 2, 1]",
    "['b', 'a']",
    "[1, 'a', None]",
    "[[1], [2, 3]]",
    "[1.0, True, 2]",
    "[None] * 3",
    "[(2, 'b'), (1, 'a')]",
    "[float('nan'), 1]",
    "list('hello')",
    "[0, '', [], {}]",
  ],
  tuple: ["()", "(1,)", "(1, 2, 3)", "('a', 1)", "((1, 2), 3)", "(None, True)", "(5, 6, 7)", "(1.5, 2)"],
  dict: [
    "{}",
    "{'a': 1}",
    "{'a': 1, 'b': 2}",
    "{1: 'x', 2.0: 'y'}",
    "{None: [], (1, 2): {}}",
    "dict(x=1, y='z')",
    "{'k': {'n': [1]}}",
  ],
  set: ["set()", "{1, 2, 3}", "{0, 5.5}", "{True, 7}", "{3, 4}"],
  frozenset: ["frozenset()", "frozenset({1, 2})", "frozenset({3})"],
  range: [
    "range(0)",
    "range(10)",
    "range(2, 20, 3)",
    "range(10, 0, -2)",
    "range(-5, 5)",
    "range(2**70, 2**70 + 3)",
    "range(0, 1, 5)",
  ],
  slice: [
    "slice(None)",
    "slice(1, 5)",
    "slice(None, None, -1)",
    "slice(-3, 2**70, 2)",
    "slice('a', None)",
    "slice(1, 2, 0)",
  ],
  memoryview: [
    "memoryview(b'abcdef')",
    "memoryview(bytearray(b'xy'))",
    "memoryview(b'abcdefgh').cast('H')",
    "memoryview(b'abcd')[::2]",
  ],
  iterator: [
    "iter([1, 2])",
    "zip([1, 2], 'ab')",
    "map(str, [1, 2])",
    "enumerate('ab', 5)",
    "reversed([1, 2])",
    "filter(None, [0, 1])",
    "(c for c in 'ab')",
    "iter(range(2))",
    "iter({'a': 1})",
    "iter('ab')",
    "iter(int, 0)",
  ],
  view: ["{5: 1}.keys()", "{1: 2}.values()", "{1: 2, 3: 4}.keys()"],
  single: [
    "None",
    "Ellipsis",
    "NotImplemented",
    "object",
    "int",
    "str",
    "list",
    "type",
    "len",
    "print",
    "ValueError('v')",
    "ValueError",
    "lambda: 0",
    "[].append",
    "str.upper",
  ],
};

/** A method and the kinds of its arguments; `?` marks one that may be left out, `k=` one with a name. */
const METHODS: Readonly<Record<string, string>> = {
  str: `capitalize casefold center:index,str? count:str,index?,index? encode:codec?,errors? endswith:prefix,index?,index?
    expandtabs:index? find:str,index?,index? format:any,any? format_map:dict index:str,index?,index? isalnum isalpha isascii isdecimal
    isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join:strings ljust:index,str? lower lstrip:str?
    partition:str removeprefix:str removesuffix:str replace:str,str,index? rfind:str,index?,index? rindex:str,index?,index?
    rjust:index,str? rpartition:str rsplit:str?,index? rstrip:str? split:str?,index? splitlines:index? startswith:prefix,index?,index?
    strip:str? swapcase title translate:table upper zfill:index __getitem__:index __contains__:any __mul__:index __mod__:any
    __len__ __add__:any __eq__:any __format__:spec __iter__ __rmul__:index maketrans:str,str`,
  bytes: `capitalize center:index,bytes? count:bytes,index? decode:codec?,errors? endswith:bytes expandtabs:index? find:bytes,index?
    hex:str?,index? index:bytes isalnum isalpha isascii isdigit islower isspace istitle isupper join:list ljust:index,bytes? lower
    lstrip:bytes? partition:bytes removeprefix:bytes replace:bytes,bytes,index? rfind:bytes rsplit:bytes?,index? rstrip:bytes?
    split:bytes?,index? splitlines:index? startswith:bytes strip:bytes? swapcase title translate:bytes upper zfill:index
    fromhex:str maketrans:bytes,bytes __getitem__:index __mul__:index __contains__:any`,
  bytearray: `append:int extend:any insert:index,int pop:index? remove:int reverse clear copy find:bytes decode:codec?,errors? hex
    replace:bytes,bytes split:bytes? join:list __setitem__:index,int __delitem__:index __iadd__:any __imul__:index`,
  list: `append:any clear copy count:any extend:any index:any,index?,index? insert:index,any pop:index? remove:any reverse sort
    __getitem__:index __setitem__:index,any __delitem__:index __add__:any __iadd__:any __mul__:index __imul__:index __contains__:any
    __eq__:any __lt__:any __len__ __reversed__ __init__:any __class_getitem__:single`,
  tuple: `count:any index:any,index?,index? __getitem__:index __add__:any __mul__:index __contains__:any __lt__:any __getnewargs__`,
  dict: `clear copy get:hashable,any? items keys pop:hashable,any? popitem setdefault:hashable,any? update:any values fromkeys:any,any?
    __getitem__:hashable __setitem__:hashable,any __delitem__:hashable __contains__:hashable __or__:any __ior__:any __eq__:any
    __reversed__ __missing__:any`,
  set: `add:number clear copy difference:numbers discard:number difference_update:numbers intersection:numbers
    intersection_update:numbers isdisjoint:numbers issubset:numbers issuperset:numbers pop remove:number
    symmetric_difference:set symmetric_difference_update:set union:set update:set __and__:any __or__:set __sub__:any __xor__:set
    __le__:any __contains__:any __ior__:set`,
  frozenset: `copy difference:numbers intersection:numbers isdisjoint:numbers issubset:numbers union:set __and__:any __contains__:any`,
  int: `bit_count bit_length conjugate as_integer_ratio to_bytes:index?,order? from_bytes:bytes,order? __add__:any __radd__:any __pow__:index,index?
    __round__:index? __format__:spec __floordiv__:any __divmod__:any __lshift__:index __index__ __float__ __truediv__:any __eq__:any
    __lt__:any __bool__ __ceil__ __trunc__ __hash__ __sizeof__ is_integer`,
  float: `as_integer_ratio hex is_integer conjugate fromhex:hexfloat __add__:any __mod__:any __divmod__:any __round__:index? __format__:spec
    __pow__:any __eq__:any __lt__:any __trunc__ __floor__ __ceil__ __int__ __bool__`,
  complex: `conjugate __abs__ __add__:any __mul__:any __pow__:any __format__:spec __eq__:any __bool__ __truediv__:any __getnewargs__`,
  range: `count:any index:any __getitem__:index __contains__:any __len__ __reversed__ __eq__:any __bool__`,
  slice: `indices:index __eq__:any __reduce__`,
  memoryview: `tobytes tolist hex cast:spec release toreadonly __getitem__:index __setitem__:index,int __len__ __eq__:any`,
  iterator: `__next__ __iter__ __length_hint__ __reduce__`,
  view: `isdisjoint:any __len__ __contains__:any __and__:any __or__:any __sub__:any __xor__:any __eq__:any __le__:any mapping`,
};

const STARRED =
  "self args kwargs sep maxsplit encoding errors keepends key reverse start stop x iterable tabsize signed byteorder default".split(
    " ",
  );

const BUILTINS: readonly string[] =
  "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format frozenset getattr hasattr hash hex int isinstance issubclass iter len list map max memoryview min next oct ord pow range repr reversed round set slice sorted str sum super tuple type vars zip".split(
    " ",
  );

const CODECS = [
  "'utf-8'",
  "'ascii'",
  "'latin-1'",
  "'utf-16'",
  "'utf-16-le'",
  "'utf-32-be'",
  "'cp1252'",
  "'UTF8'",
  "'nope'",
  "'utf-7'",
  "'unicode_escape'",
  "'idna'",
  "'utf-8-sig'",
];
const ERRORS = [
  "'strict'",
  "'ignore'",
  "'replace'",
  "'backslashreplace'",
  "'xmlcharrefreplace'",
  "'surrogateescape'",
  "'namereplace'",
  "'surrogatepass'",
  "'nope'",
];
const HEX_FLOATS = [
  "'0x1.8p3'",
  "'-0x.1p-1074'",
  "'inf'",
  "'nan'",
  "'0x1p2000'",
  "'1.5'",
  "'0x1.fffffffffffff8p0'",
  "' 0XA '",
  "''",
  "'0xp1'",
];

export class Values {
  readonly #choice: Choice;
  readonly #formats: { spec: () => string };

  constructor(choice: Choice, formats: { spec: () => string }) {
    this.#choice = choice;
    this.#formats = formats;
  }

  /** An expression of the type. */
  of(type: string): string {
    return this.#choice.pick(VALUES[type] as readonly string[]);
  }

  any(): string {
    return this.of(this.#choice.pick(Object.keys(VALUES)));
  }

  number(): string {
    return this.of(this.#choice.pick(["int", "int", "float"]));
  }

  hashable(): string {
    return this.of(this.#choice.pick(["int", "str", "float", "tuple", "bytes"]));
  }

  iterable(): string {
    return this.of(this.#choice.pick(["str", "list", "tuple", "dict", "set", "range", "iterator", "bytes"]));
  }

  /** `'a,b'.split(',', 1)`, mostly with arguments that fit. */
  methodCall(): string {
    const choice = this.#choice;
    const type = choice.pick(Object.keys(METHODS));
    const [name = "", parameters = ""] = choice.pick((METHODS[type] as string).split(/\s+/)).split(":");
    const kinds = parameters === "" ? [] : parameters.split(",");
    const given: string[] = [];
    for (const kind of kinds) {
      if (kind.endsWith("?") && choice.chance(0.4)) break;
      const isNumber = type.endsWith("set") || type === "view";
      given.push(isNumber ? this.argument("numbers") : this.argument(kind.replace("?", "")));
    }
    if (choice.chance(0.04)) given.push(this.any());
    if (choice.chance(0.04)) given.pop();
    if (choice.chance(0.04)) given.push(`${choice.pick(STARRED)}=${this.any()}`);
    if (type === "list" && name === "sort")
      given.push(choice.pick(["", "key=str", "reverse=True", "key=len", "key=lambda v: -v"]));
    const receiver = this.of(type);
    const isBare = /^[\w']+$/.test(receiver) && !/^\d/.test(receiver);
    const call = `${isBare ? receiver : `(${receiver})`}.${name}(${given.filter((text) => text !== "").join(", ")})`;
    // A mutable value is shown with the result: what the method did to it counts.
    if (!["list", "bytearray", "dict", "set"].includes(type)) return call;
    return `(lambda v: (v.${name}(${given.filter((text) => text !== "").join(", ")}), v))(${receiver})`;
  }

  argument(kind: string): string {
    const choice = this.#choice;
    if (kind !== "numbers" && choice.chance(0.06)) return this.any();
    switch (kind) {
      case "any":
        return this.any();
      case "iterable":
        return this.iterable();
      case "numbers":
        return choice.pick(["[1, 2]", "(3,)", "range(3)", "{2, 5}", "[]", "[1, 1.0]", "iter([1])", "frozenset({7})"]);
      case "hashable":
        return this.hashable();
      case "number":
        return this.number();
      case "codec":
        return choice.pick(CODECS);
      case "errors":
        return choice.pick(ERRORS);
      case "hexfloat":
        return choice.pick(HEX_FLOATS);
      case "order":
        return choice.pick(["'big'", "'little'", "'x'", "'big', signed=True", "'little', signed=True"]);
      case "spec":
        return JSON.stringify(this.#formats.spec());
      case "prefix":
        return choice.pick(["'a'", "'h'", "('x', 'h')", "''", "()", "'hello'", "('a', 1)"]);
      case "strings":
        return choice.pick(["['1', '2']", "'xyz'", "('a',)", "[]", "['a', 1]", "{'k': 1}", "(c for c in 'ab')"]);
      case "table":
        return choice.pick([
          "{97: 'b', 98: None}",
          "{104: 'HH', 101: 0x1F600}",
          "str.maketrans('abc', 'xyz', 'l')",
          "{}",
          "['a']",
          "{97: 1.5}",
          "str.maketrans({'a': 'b', 'h': None})",
        ]);
      default:
        return this.of(kind);
    }
  }

  /** `divmod(7, -2)`: a built-in function with any values. */
  builtinCall(): string {
    const choice = this.#choice;
    const name = choice.pick(BUILTINS);
    const fitting: Readonly<Record<string, () => string>> = {
      round: () =>
        `${this.number()}${choice.chance(0.6) ? `, ${choice.pick(["0", "1", "2", "3", "-1", "-2", "None", "20", "400", "-400"])}` : ""}`,
      pow: () =>
        `${this.number()}, ${choice.pick(["2", "0", "-1", "3", "0.5", "10"])}${choice.chance(0.4) ? `, ${choice.pick(["5", "-7", "1", "0", "10**9+7"])}` : ""}`,
      divmod: () => `${this.number()}, ${this.number()}`,
      int: () =>
        choice.pick([
          `${choice.pick(INTEGER_TEXTS)}`,
          `${choice.pick(INTEGER_TEXTS)}, ${choice.pick(["0", "2", "8", "10", "16", "36", "37", "1"])}`,
          this.number(),
        ]),
      float: () => choice.pick(FLOAT_TEXTS),
      complex: () => choice.pick([...COMPLEX_TEXTS, `${this.number()}, ${this.number()}`]),
      sorted: () =>
        `${this.iterable()}${choice.pick(["", ", key=str", ", reverse=True", ", key=len", ", key=lambda v: -v", ", key=None"])}`,
      max: () => this.#extreme(),
      min: () => this.#extreme(),
      sum: () =>
        `${choice.pick(["[1, 2.5]", "[0.1] * 10", "[[1], [2]], []", "'ab', ''", "[2j, 1]", "range(5), 10", "[True, 2**63]", "[1e100, 1.0, -1e100]", "[b'a'], b''"])}`,
      zip: () => `${this.iterable()}, ${this.iterable()}${choice.pick(["", ", strict=True"])}`,
      enumerate: () => `${this.iterable()}, ${this.of("int")}`,
      range: () => choice.many(1, 3, () => this.of("index")).join(", "),
      getattr: () =>
        `${this.any()}, ${choice.pick(["'real'", "'__class__'", "'nope'", "'__name__'", "1", "''"])}${choice.chance(0.3) ? ", 0" : ""}`,
      isinstance: () =>
        `${this.any()}, ${choice.pick(["int", "(int, str)", "int | str", "list[int]", "1", "object", "(int, (str, (list,)))", "None"])}`,
      issubclass: () =>
        `${choice.pick(["int", "bool", "str", "1", "list[int]", "ValueError"])}, ${choice.pick(["int", "(int, str)", "int | str", "1", "object", "Exception"])}`,
      format: () => `${this.any()}, ${JSON.stringify(this.#formats.spec())}`,
      chr: () => choice.pick(["97", "0x1F600", "-1", "0x110000", "2**70", "0xd800", "True", "1.0"]),
      bytes: () =>
        choice.pick([
          "[1, 2]",
          "[256]",
          "'a'",
          "'ä', 'utf-8'",
          "'ä', 'ascii', 'replace'",
          "3",
          "-1",
          "2**70",
          "b'x'",
          "None",
          "range(3)",
          "['a']",
          "1.5",
          "'a', 1",
        ]),
      super: () => "",
      // A NaN's hash is made of where it lies.
      hash: () =>
        this.of(choice.pick(["int", "float", "list", "dict", "complex"])).replace(/float\('nan'\)|'nan'/, "1"),
      set: () => this.argument("numbers"),
      frozenset: () => this.argument("numbers"),
      dict: () =>
        choice.pick([
          "[('a', 1)]",
          "[1]",
          "[(1, 2, 3)]",
          "a=1",
          "{'a': 1}, b=2",
          "['ab', 'cd']",
          "5",
          "zip('ab', [1, 2])",
          "{}, {}",
        ]),
      type: () =>
        choice.pick([
          this.any(),
          "'X', (), {}",
          "'X', (int,), {'a': 1}",
          "'X', (bool,), {}",
          "1, 2",
          "'X', [], {}",
          "'X', (int, str), {}",
        ]),
    };
    const make = choice.chance(0.85) || ["hash", "set", "frozenset"].includes(name) ? fitting[name] : undefined;
    const call = `${name}(${make ? make() : choice.many(0, 3, () => this.any()).join(", ")})`;
    return ["zip", "map", "filter", "enumerate", "reversed"].includes(name) && choice.chance(0.8)
      ? `list(${call})`
      : call;
  }

  #extreme(): string {
    const choice = this.#choice;
    return choice.pick([
      `${this.iterable()}`,
      `${this.iterable()}, default=None`,
      `${this.number()}, ${this.number()}`,
      `${this.iterable()}, key=str`,
      `${this.number()}, ${this.of("str")}`,
      "[], key=len",
      "1, 2, default=3",
      "",
    ]);
  }

  operation(): string {
    const choice = this.#choice;
    const isMixed = choice.chance(0.5);
    const type = choice.pick(Object.keys(VALUES));
    const value = (): string => (isMixed ? this.any() : this.of(type));
    return choice.pick([
      () => `(${value()}) ${choice.word("+ - * / // % & | ^ @")} (${value()})`,
      () => `(${value()}) ${choice.word("+ - * / // %")} (${value()})`,
      () => `(${this.number()}) ${choice.word("+ - * / // % >> & | ^")} (${this.number()})`,
      // A large exponent would keep both busy for minutes.
      () => `(${value()}) ${choice.word("** << >>")} ${choice.pick(EXPONENTS)}`,
      () => `(${value()}) ${choice.word("< <= > >= == !=")} (${value()})`,
      () => `(${this.number()}) ${choice.word("< <= > >= == !=")} (${this.number()})`,
      () => `(${value()}) ${choice.pick(["in", "not in"])} (${value()})`,
      () => `${choice.word("- + ~")}(${value()})`,
      () => `(lambda a: a[${this.subscript()}])(${value()})`,
      () =>
        `(${this.of(choice.pick(["list", "str", "tuple", "bytes", "range", "bytearray", "memoryview"]))})[${this.slice()}]`,
      () => `${this.number()} < ${this.number()} <= ${this.number()}`,
      () => `(${value()}) and (${value()}) or (${value()})`,
    ])();
  }

  subscript(): string {
    const choice = this.#choice;
    return choice.chance(0.5)
      ? this.slice()
      : choice.pick(["0", "-1", "1", "5", "True", "'x'", "1.0", "None", "2**70", "1, 2", "...", "'a'"]);
  }

  slice(): string {
    const part = (): string => (this.#choice.chance(0.4) ? "" : this.of("index"));
    return `${part()}:${part()}${this.#choice.chance(0.4) ? `:${this.#choice.pick(["1", "2", "-1", "-2", "0", "None", "2**70", "-2**70", "'x'"])}` : ""}`;
  }

  /** Statements that change a value in place, and the value after. */
  change(): string {
    const choice = this.#choice;
    const type = choice.pick(["list", "dict", "set", "bytearray", "tuple", "str", "int", "float"]);
    const target = choice.pick([
      () => `v[${this.subscript()}] = ${this.any()}`,
      () => `v[${this.slice()}] = ${this.iterable()}`,
      () => `del v[${this.subscript()}]`,
      () => `v ${choice.word("+= -= *= /= //= %= &= |= ^= @=")} ${this.any()}`,
      () => `v[0] ${choice.word("+= *= |=")} ${this.number()}`,
      () => `v.x = 1`,
      () => `del v.x`,
    ])();
    return `v = ${this.of(type)}\n${target}\nprint(repr(v))`;
  }
}

const EXPONENTS = ["2", "0", "-1", "3", "0.5", "-2.5", "64", "1j", "'a'", "True", "None", "1e3"];
const INTEGER_TEXTS = [
  "'12'",
  "' -7 '",
  "'0x1F'",
  "'0b101'",
  "'1_000'",
  "'_1'",
  "''",
  "'abc'",
  "'0o17'",
  "'١٢'",
  "b'12'",
  "'1.5'",
  "'z'",
  "'+5'",
  "'- 5'",
  "'0_0'",
  "'00'",
  "'09'",
  "'9' * 30",
  "b'\\xff'",
  "'\\n3\\t'",
  "None",
];
const FLOAT_TEXTS = [
  "'1.5'",
  "' -2e3 '",
  "'inf'",
  "'-Infinity'",
  "'nan'",
  "'1_0.5'",
  "'.5'",
  "'5.'",
  "'.'",
  "''",
  "'1e400'",
  "'1e-400'",
  "'0x1'",
  "b'1.5'",
  "'1 2'",
  "'١.٥'",
  "2**1024",
  "None",
  "[]",
  "1j",
  "'1__0'",
  "'+.5e-1_0'",
];
const COMPLEX_TEXTS = [
  "'1+2j'",
  "'j'",
  "' (1-2j) '",
  "'1 + 2j'",
  "'nan+infj'",
  "''",
  "'1+2'",
  "'1e5j'",
  "b'1'",
  "1, 'a'",
  "'1', 2",
];
