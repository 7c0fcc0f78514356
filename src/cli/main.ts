#!/usr/bin/env node
/** The program. Only what any Node can load is here: a Node that is too old is told so in one line. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`threadsnake needs Node 20.19 or newer; this is ${process.versions.node} (${process.execPath}).`);
  process.exit(1);
}

// A reader that has left, as `| head` does, is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

const { runCommandLine } = await import("./command-line.ts");
const code = await runCommandLine(process.argv.slice(2), process);
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write("", resolve))),
);
// Not left to run out: sandboxes kept ready and idle connections would hold the program for seconds.
process.exit(code);

export {};
