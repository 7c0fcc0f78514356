import { compareWithCPython } from "./compare.ts";

compareWithCPython("builtins");
