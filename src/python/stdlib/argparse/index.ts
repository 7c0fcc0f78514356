/** The module `argparse`. */
import { ACTIONS } from "./actions.ts";
import { HELP } from "./help.ts";
import { PARSER } from "./parser.ts";

export const source: string = HELP + ACTIONS + PARSER;
