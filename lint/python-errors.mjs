// Inside the object model an error is Python's (through runtime/raise.ts) or a broken invariant (`unreachable`).
import { pathInSource } from "./layers.mjs";

const HOST_ERRORS = new Set([
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "AggregateError",
]);

export const pythonErrors = {
  create(context) {
    const path = pathInSource(context.filename, context.cwd);
    if (!/^python\/(runtime|builtins|stdlib)\//.test(path ?? "")) return {};
    return {
      ThrowStatement({ argument }) {
        if (argument.type !== "NewExpression" || !HOST_ERRORS.has(argument.callee.name)) return;
        context.report({
          node: argument,
          message: `throw Python's error through runtime/raise.ts, or call unreachable(); not ${argument.callee.name}`,
        });
      },
    };
  },
};
