// npm start: installs and builds what is missing, then runs the command line in this process.
import "./node-version.mjs";

const { prepare, root } = await import("./prepare.mjs");
const directory = process.cwd();
await prepare();
process.chdir(process.env.INIT_CWD ?? directory);
const main = new URL("../dist/cli/main.js", import.meta.url);
process.argv[1] = `${root}dist/cli/main.js`;
await import(main.href);
