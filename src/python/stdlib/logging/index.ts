/** The module `logging`. */
import { LOGGERS } from "./loggers.ts";
import { RECORDS } from "./records.ts";

export const source: string = RECORDS + LOGGERS;
