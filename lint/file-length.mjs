// A file of more than 500 lines says why on its first line; more than 800 is split, generated tables excepted.
import { pathInSource } from "./layers.mjs";

export const fileLength = {
  create(context) {
    if (pathInSource(context.filename, context.cwd) === undefined) return {};
    return {
      Program(node) {
        const lines = context.sourceCode.text.trimEnd().split("\n");
        const first = lines[0].trim();
        if (/^\/[/*]+ Generated/.test(first) || lines.length <= 500) return;
        if (lines.length > 800) context.report({ node, message: `${lines.length} lines: split it at its data` });
        else if (!first.startsWith("/"))
          context.report({ node, message: `${lines.length} lines: say on line 1 why, or split it` });
      },
    };
  },
};
