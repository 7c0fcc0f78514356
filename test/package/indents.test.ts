import { expect, test } from "vitest";
// @ts-expect-error: a script, without types.
import { withShortIndents } from "../../scripts/indents.mjs";

const shortened = withShortIndents as (source: string) => string;

test("levels of Python in a template become one space", () => {
  expect(shortened("const a = `\ndef f():\n    if 1:\n        return 2\n`;\nfunction g() {\n    return 3;\n}")).toBe(
    "const a = `\ndef f():\n if 1:\n  return 2\n`;\nfunction g() {\n    return 3;\n}",
  );
});

test("comments become empty lines", () => {
  expect(shortened("const a = `\n# one \nif 1:\n    # two\n    x = '# three'  # four\n`;")).toBe(
    "const a = `\n\nif 1:\n\n x = '# three'  # four\n`;",
  );
});

test("strings of several lines stay as they are", () => {
  const python = 'x = """a "\' \n    b\n        c"""\n';
  expect(shortened(`const a = \`\n${python}\`;`)).toBe(`const a = \`\n${python}\`;`);
  expect(shortened(`const a = \`\n# it's\nif 1:\n    ${python}    y = 2\n\`;`)).toBe(
    `const a = \`\n\nif 1:\n ${python} y = 2\n\`;`,
  );
});

test("a template with JavaScript in it stays as it is", () => {
  expect(shortened("const a = `\nif 1:\n    x = ${y}\n`;")).toBe("const a = `\nif 1:\n    x = ${y}\n`;");
});
