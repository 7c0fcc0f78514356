/** Format specifications, f-strings, %-formats and str.format templates, with values that fit and others. */
import type { Choice } from "./choice.ts";

const SIMPLE = [
  "42",
  "-7",
  "0",
  "3.14159",
  "1e20",
  "-0.0",
  "'text'",
  "'äö'",
  "True",
  "None",
  "2**70",
  "1.5e-10",
  "(1, 2)",
  "[3]",
  "1+2j",
  "float('nan')",
  "-float('inf')",
  "65",
  "12345.678",
];

export class Formats {
  readonly #choice: Choice;

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  /** `*^+#012,.3f` in every mixture, right or wrong. */
  readonly spec = (): string => {
    const choice = this.#choice;
    const part = (probability: number, make: () => string): string => (choice.chance(probability) ? make() : "");
    return [
      part(0.4, () => part(0.4, () => choice.pick(["*", "0", " ", "é", "x", "<"])) + choice.word("< > ^ =")),
      part(0.3, () => choice.pick(["+", "-", " "])),
      part(0.05, () => "z"),
      part(0.2, () => "#"),
      part(0.15, () => "0"),
      part(0.5, () => choice.pick(["1", "5", "8", "12", "20"])),
      part(0.2, () => choice.word(", _")),
      part(0.4, () => `.${choice.pick(["0", "1", "2", "3", "10", "17", ""])}`),
      part(0.7, () => choice.word("d b o x X c e E f F g G n % s r")),
    ].join("");
  };

  value(): string {
    return this.#choice.pick(SIMPLE);
  }

  /** An expression that makes a text. */
  expression(): string {
    const choice = this.#choice;
    return choice.pick([
      () => `format(${this.value()}, ${JSON.stringify(this.spec())})`,
      () => this.formattedString(),
      () => this.percent(),
      () => this.template(),
    ])();
  }

  formattedString(): string {
    const choice = this.#choice;
    const field = (): string => {
      const expression = choice
        .pick([
          this.value(),
          "x",
          "x + 1",
          "(lambda v: v)(x)",
          "[x, 1][0]",
          "d['k']",
          "x if x else 0",
          "{1: x}[1]",
          "(x, )",
        ])
        .replaceAll("'", '"');
      const padded = expression.startsWith("{") ? ` ${expression}` : expression;
      const conversion = choice.pick(["", "", "", "!r", "!s", "!a"]);
      const spec = choice.pick([
        () => "",
        () => `:${this.spec()}`,
        () => `:{w}`,
        () => `:{w}.{p}`,
        () => `:{'>'}{w}`,
        () => ":{x!r:^10}",
        () => `:>{w}.{p}f`,
      ])();
      return `{${padded}${choice.pick(["", "", "", "=", " = "])}${conversion}${spec.replaceAll("'", '"')}}`;
    };
    const text = choice
      .many(1, 3, () => choice.pick([field, field, () => "{{", () => "}}", () => "text ", () => "\\n", () => "é"])())
      .join("");
    const prefix = choice.pick(["f", "f", "F", "rf"]);
    return `(lambda x, d, w, p: ${prefix}'''${text}''')(${this.value()}, {"k": 5}, ${choice.pick(["8", "12", "0", "'5'", "-1"])}, ${choice.pick(["2", "0", "3", "'x'"])})`;
  }

  percent(): string {
    const choice = this.#choice;
    const one = (key: string): string =>
      `%${key}${choice.pick(["", "", "-", "+", " ", "0", "#", "-0", "+#"])}${choice.pick(["", "", "5", "12", "*", "08"])}${choice.pick(["", "", ".2", ".0", ".*", "."])}${choice.word("d i o u x X e E f F g G c r s a % y")}`;
    const isMapping = choice.chance(0.25);
    const format = choice
      .many(1, 3, () =>
        choice.pick([() => one(isMapping ? choice.pick(["(k)", "(n)", ""]) : ""), () => " a", () => "%%"])(),
      )
      .join("");
    const isBytes = choice.chance(0.15);
    const value = isMapping
      ? choice.pick(["{'k': 5}", "{'k': 'v', 'n': 1.5}", "5"])
      : choice.pick([`(${choice.many(0, 3, () => `${this.value()},`).join(" ")})`, this.value()]);
    return `(${isBytes ? "b" : ""}${JSON.stringify(format)} % ${isBytes ? value.replaceAll("'äö'", "b'x'") : value})`;
  }

  template(): string {
    const choice = this.#choice;
    const name = (): string =>
      choice.pick([
        "",
        "",
        "0",
        "1",
        "k",
        "0.real",
        "k[0]",
        "0[1]",
        "k.x",
        "2",
        "0.__class__",
        "-1",
        "0[a]",
        " 0",
        "0.",
        "[0]",
      ]);
    const field = (): string =>
      `{${name()}${choice.pick(["", "", "!r", "!s", "!a", "!x", "!"])}${choice.pick(["", "", `:${this.spec()}`, ":{1}", ":{k}", ":{0:{1}}"])}}`;
    const text = choice
      .many(1, 3, () =>
        choice.pick([field, field, field, () => "{{", () => "}}", () => "text", () => "{", () => "}"])(),
      )
      .join("");
    return `${JSON.stringify(text)}.format(${[...choice.many(0, 3, () => this.value()), `k=${this.value()}`].join(", ")})`;
  }
}
