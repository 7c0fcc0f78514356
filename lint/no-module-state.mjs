// State lives in a run or an interpreter, never in a module: two of them in one process share nothing.
import { pathInSource } from "./layers.mjs";

const ALLOWED = new Set([
  // The step counter and the running thread: a property read for each step is what would cost.
  "python/runtime/limits.ts",
  "python/runtime/state.ts",
  // What belongs to the machine and not to a run: the pool of connections, and which locks the system has.
  "models/http.ts",
  "executors/process-command.ts",
]);

/** A slot of the runtime that a file in builtins/ fills while it loads, and that never changes afterwards. */
function isSlot(path, declarator) {
  return path.startsWith("python/runtime/") && declarator.id.typeAnnotation?.typeAnnotation.type === "TSFunctionType";
}

export const noModuleState = {
  create(context) {
    const path = pathInSource(context.filename, context.cwd);
    if (path === undefined || ALLOWED.has(path)) return {};
    return {
      Program(program) {
        for (const statement of program.body) {
          const declaration = statement.declaration ?? statement;
          if (declaration.type !== "VariableDeclaration" || declaration.kind === "const" || declaration.declare)
            continue;
          if (declaration.declarations.every((declarator) => isSlot(path, declarator))) continue;
          context.report({
            node: declaration,
            message: `module-level ${declaration.kind}: state belongs to a run or an interpreter`,
          });
        }
      },
    };
  },
};
