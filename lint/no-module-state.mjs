// State lives in a run or an interpreter, never in a module: two of them in one process share nothing.
import { pathInSource } from "./layers.mjs";

/** The step counter and the current frame are module variables because a property read per step is what costs. */
const ALLOWED = new Set(["python/runtime/limits.ts", "python/runtime/state.ts"]);

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
          context.report({
            node: declaration,
            message: `module-level ${declaration.kind}: state belongs to a run or an interpreter`,
          });
        }
      },
    };
  },
};
