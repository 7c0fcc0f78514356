/** The register of the standard library: one line a module, sorted. Each is loaded when it is first imported. */
import type { StandardModule } from "../runtime/interpreter.ts";

export const MODULES: Readonly<Record<string, () => Promise<StandardModule>>> = {
  re: () => import("./re/index.ts"),
};
