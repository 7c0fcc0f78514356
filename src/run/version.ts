/** The version of the package, as runs record it. */
export const VERSION = "0.1.0";
