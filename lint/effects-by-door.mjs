// The clock and chance are effects of a run: they come through run/effects.ts, so that a run can be replayed.
import { pathInSource } from "./layers.mjs";

/** The two doors themselves, what they record and wait with, and the folders whose time is spent outside of what a run records. */
const ALLOWED = [
  /^run\/(effects|recording|store|timer)\.ts$/,
  /^python\/runtime\/limits\.ts$/,
  // A number that spreads keys in V8's tables, and that no program sees.
  /^python\/runtime\/hash-table\.ts$/,
  // What a Python that stands alone uses.
  /^python\/index\.ts$/,
  /^executors\//,
  /^models\//,
  /^cli\//,
];

const FORBIDDEN = { Date: ["now"], performance: ["now"], Math: ["random"] };

export const effectsByDoor = {
  create(context) {
    const path = pathInSource(context.filename, context.cwd);
    if (path === undefined || ALLOWED.some((pattern) => pattern.test(path))) return {};
    const report = (node, what) =>
      context.report({
        node,
        message: `${what} is an effect: take it from run/effects.ts (files that need not are listed in lint/effects-by-door.mjs)`,
      });
    return {
      MemberExpression(node) {
        const [object, property] = [node.object.name, node.property.name];
        if (
          node.object.type === "Identifier" &&
          Object.hasOwn(FORBIDDEN, object) &&
          FORBIDDEN[object].includes(property)
        )
          report(node, `${object}.${property}`);
      },
      NewExpression(node) {
        if (node.callee.name === "Date" && node.arguments.length === 0) report(node, "new Date()");
      },
    };
  },
};
