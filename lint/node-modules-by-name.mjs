// `node:` only in files that are Node's by name, so that everything else runs in a browser.
import { builtinModules } from "node:module";
import { pathInSource, visitImports } from "./layers.mjs";

/** Whose name says so, and the folders and files that are Node's by their nature. */
const ALLOWED = [/-node\.ts$/, /^cli\//, /^executors\/(process|worker)[^/]*\.ts$/, /^run\/log-file\.ts$/];

export const nodeModulesByName = {
  create(context) {
    const path = pathInSource(context.filename, context.cwd);
    if (path === undefined || ALLOWED.some((pattern) => pattern.test(path))) return {};
    const places = "only in files that are Node's by name (the list is in lint/node-modules-by-name.mjs)";
    const imports = visitImports((node, specifier) => {
      if (!specifier.startsWith("node:") && !builtinModules.includes(specifier)) return;
      context.report({ node, message: `"${specifier}" ${places}` });
    });
    return {
      ...imports,
      MemberExpression(node) {
        if (node.property.name === "getBuiltinModule") context.report({ node, message: `getBuiltinModule ${places}` });
      },
    };
  },
};
