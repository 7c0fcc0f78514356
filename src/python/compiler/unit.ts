/**
 * One piece of generated code: its constants, the intrinsics and globals it uses, and the small functions that it shares
 * between places (one for each attribute name read, set, or called).
 *
 *   function unit(I, K, M, G) {            I intrinsics, K constants, M meter, G globals of the module
 *     const $add = I.add, k1 = K[1], g2 = G.cell(K[2]);
 *     function a3(o) { ... }               reads attribute `x`
 *     ...
 *     return main;
 *   }
 */
import { ConstantLiteral } from "./constants.ts";
import type { IntrinsicName } from "../runtime/intrinsics.ts";
import {
  generated,
  intrinsicBinding,
  intrinsicName,
  type Js,
  joinJs,
  js,
  number,
  optionalProperty,
  property,
} from "./emit.ts";

/** What is put into the constants table: a Python value, or something of the compiler's own. */
export type ConstantEntry = unknown;

export type { IntrinsicName };

export type UnitOptions = Pick<Unit, "filename" | "sourceLines" | "protectedNames" | "isLazy" | "pay">;

export class Unit {
  readonly constants: ConstantEntry[] = [];
  readonly #constantIndex = new Map<unknown, number>();
  readonly #literalIndex = new Map<unknown, number>();
  readonly #intrinsics = new Set<IntrinsicName>();
  readonly #globals = new Map<string, Js>();
  readonly #used = new Set<number>();
  readonly #functions: Js[] = [];
  readonly #methodNames = new Map<string, Js>();
  #counter = 0;
  readonly filename: string;
  readonly sourceLines: readonly string[];
  /** Module-level names that may not be bound: the tools. */
  readonly protectedNames: ReadonlySet<string>;
  /** Functions are left out: each is compiled when it is first called. */
  readonly isLazy: boolean;

  /** Told of each node, since a large program takes seconds. */
  readonly pay: (steps: number) => void;

  constructor(options: UnitOptions) {
    this.filename = options.filename;
    this.sourceLines = options.sourceLines;
    this.protectedNames = options.protectedNames;
    this.isLazy = options.isLazy;
    this.pay = options.pay;
  }

  next(): number {
    return ++this.#counter;
  }

  /** `$name(args)`. */
  call(name: IntrinsicName, ...args: Js[]): Js {
    return js`${this.intrinsic(name)}(${joinJs(args)})`;
  }

  intrinsic(name: IntrinsicName): Js {
    this.#intrinsics.add(name);
    return intrinsicName(name);
  }

  /** A constant of the table; strings, numbers and literals are entered once. */
  constant(value: ConstantEntry): Js {
    const isLiteral = value instanceof ConstantLiteral;
    const known = isLiteral ? this.#literalIndex : this.#constantIndex;
    const isShared = typeof value === "string" || typeof value === "bigint" || typeof value === "number";
    const key = isShared ? value : isLiteral ? value.key : undefined;
    let index = key === undefined ? undefined : known.get(key);
    if (index === undefined) {
      index = this.constants.push(value) - 1;
      if (key !== undefined) known.set(key, index);
    }
    this.#used.add(index);
    return generated("k", index);
  }

  /** The cell of a global name. */
  global(name: string): Js {
    let cell = this.#globals.get(name);
    if (cell === undefined) {
      cell = generated("g", this.next());
      this.#globals.set(name, cell);
    }
    return cell;
  }

  /** Adds a function at the top of the unit. */
  addFunction(text: Js): void {
    this.#functions.push(text);
  }

  /** `object.name = value` for an object that is a variable: plain for instances of ordinary classes, also when the attribute is new. */
  setAttribute(object: Js, attribute: string, value: Js): Js {
    const own = property("$", attribute),
      inClass = property("t$", attribute);
    return js`if (${object}?.plainSet === true && (${object}${own} !== undefined || ${object}${inClass} === undefined)) ${object}${own} = ${value}; else ${this.call(
      "setAttribute",
      object,
      this.constant(attribute),
      value,
      js`${object}${optionalProperty("t$", attribute)}`,
    )};`;
  }

  /** What calls need to know of an attribute's name. */
  methodName(attribute: string): Js {
    let name = this.#methodNames.get(attribute);
    if (name === undefined) {
      name = generated("m", this.next());
      this.#methodNames.set(attribute, name);
      this.addFunction(js`const ${name} = ${this.call("methodName", this.constant(attribute))};`);
    }
    return name;
  }

  /**
   * `object.name(a, b)` on variables, without a bound method: directly when the class has a Python function of that arity
   * and the object no attribute of its own by that name. `f` is a variable for the method.
   */
  callMethod(object: Js, f: Js, attribute: string, args: readonly Js[]): Js {
    const found = this.#isFound(object, f, attribute),
      list = joinJs([object, ...args]);
    const rest = [f, this.methodName(attribute), ...args];
    const [inClass, anywhere] = METHOD_CALLS[args.length] as readonly [IntrinsicName, IntrinsicName];
    return js`(${found} ? ${f}.methodArity === ${number(args.length + 1)} ? ${f}.js(${list}) : ${this.call(inClass, object, ...rest)} : ${this.call(anywhere, object, ...rest)})`;
  }

  /** Puts into `f` what the object's class offers by that name: whether it does, and the object has no attribute of its own. */
  #isFound(object: Js, f: Js, attribute: string): Js {
    const own = property("$", attribute),
      inClass = optionalProperty("t$", attribute);
    return js`(${f} = ${object}${inClass}) != null && ${object}${own} === undefined && ${object}.dict === undefined`;
  }

  /** Puts into `method` what `callLoaded` calls: a Python function of the class that needs no binding, or what lookup found. */
  loadMethod(object: Js, method: Js, attribute: string): Js {
    const found = this.#isFound(object, method, attribute);
    return js`${found} && ${method}.methodArity > 0 || (${method} = ${this.call("loadMethod", object, method, this.methodName(attribute))})`;
  }

  callLoaded(object: Js, method: Js, args: readonly Js[]): Js {
    return js`(${method}.methodArity === ${number(args.length + 1)} ? ${method}.js(${joinJs([object, ...args])}) : ${this.call(
      LOADED_CALLS[args.length] as IntrinsicName,
      object,
      method,
      ...args,
    )})`;
  }

  /** The whole text: the body of `function unit(I, K, M, G)`. */
  finish(main: Js): Js {
    const head: Js[] = [];
    for (const name of [...this.#intrinsics].sort()) head.push(intrinsicBinding(name));
    for (const index of [...this.#used].sort((a, b) => a - b))
      head.push(js`${generated("k", index)} = K[${number(index)}]`);
    for (const [name, cell] of this.#globals) {
      const index = this.constants.push(name) - 1;
      head.push(js`${cell} = G.cell(K[${number(index)}])`);
    }
    const declarations = head.length > 0 ? js`const ${joinJs(head)};\n` : js``;
    return js`"use strict";\n${declarations}${joinJs(this.#functions, "\n")}\n${main}`;
  }
}

const LOADED_CALLS: readonly IntrinsicName[] = ["callLoaded0", "callLoaded1", "callLoaded2", "callLoaded3"];
/** By the number of arguments: for what the class offers, and for whatever is found. */
const METHOD_CALLS: readonly (readonly [IntrinsicName, IntrinsicName])[] = [
  ["callFound0", "callMethod0"],
  ["callFound1", "callMethod1"],
  ["callFound2", "callMethod2"],
  ["callFound3", "callMethod3"],
];
