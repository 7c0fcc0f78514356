/** The module `ipaddress`. */
import { addresses } from "./addresses.ts";
import { networks } from "./networks.ts";

export const source: string = addresses + networks;
