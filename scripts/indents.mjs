// The Python of the standard library is part of its TypeScript: in dist/ its indents are one space a level and its comments are
// empty lines, which are 6 kB less.

/** A TypeScript source whose templates hold Python: each level becomes one space, a line with a comment alone an empty one. */
export function withShortIndents(source) {
  return source.replace(/((?:=|String\.raw|\[|,)\s*)`(\n(?:[^`\\]|\\[^])*)`/g, (whole, before, python) =>
    python.includes("${") ? whole : `${before}\`${shorten(python)}\``,
  );
}

/** Lines that begin inside a string of several lines stay as they are. */
export function shorten(python) {
  const starts = linesOutsideStrings(python);
  return python
    .split("\n")
    .map((line, number) =>
      starts.has(number)
        ? line.replace(/^ *#.*|^(?: {4})+(?=\S)/, (found) => (found.includes("#") ? "" : " ".repeat(found.length / 4)))
        : line,
    )
    .join("\n");
}

function linesOutsideStrings(python) {
  const starts = new Set([0]);
  let number = 0;
  for (const [token] of python.matchAll(
    /"""(?:\\[^]|[^])*?"""|'''(?:\\[^]|[^])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*|\n|[^]/g,
  )) {
    number += token.split("\n").length - 1;
    if (token === "\n") starts.add(number);
  }
  return starts;
}
