import { compareWithCPython } from "./compare.ts";

compareWithCPython("language");
