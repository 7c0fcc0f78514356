// The project's own rules for oxlint, each with a planted violation in test/lint/.
import { effectsByDoor } from "./effects-by-door.mjs";
import { fileLength } from "./file-length.mjs";
import { layers } from "./layers.mjs";
import { noModuleState } from "./no-module-state.mjs";
import { nodeModulesByName } from "./node-modules-by-name.mjs";
import { pythonErrors } from "./python-errors.mjs";

export default {
  meta: { name: "threadsnake" },
  rules: {
    layers,
    "node-modules-by-name": nodeModulesByName,
    "effects-by-door": effectsByDoor,
    "python-errors": pythonErrors,
    "no-module-state": noModuleState,
    "file-length": fileLength,
  },
};
