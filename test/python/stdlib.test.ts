import { compareWithCPython } from "./compare.ts";

compareWithCPython("stdlib");
