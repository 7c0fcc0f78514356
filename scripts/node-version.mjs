// Says in one line that Node is too old. Written so that any Node with modules can read it; imported before all else.
import { readFileSync } from "fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const wanted = /(\d+)\.(\d+)/.exec(manifest.engines.node).slice(1).map(Number);
const running = process.versions.node.split(".").map(Number);

export const isNodeNewEnough = running[0] > wanted[0] || (running[0] === wanted[0] && running[1] >= wanted[1]);

if (!isNodeNewEnough) {
  console.error(
    `threadsnake needs Node ${wanted.join(".")} or newer; this is ${process.versions.node} (${process.execPath}).`,
  );
  process.exit(1);
}
