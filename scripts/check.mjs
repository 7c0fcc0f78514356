// npm run check: everything that can be said about the source without running it, each failure shown, in under 25 s.
//
//   node scripts/check.mjs [NAME...]     only the named steps
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "./node-version.mjs";
import { installWhatIsMissing } from "./prepare.mjs";

const bin =
  (name, ...options) =>
  () =>
    run(`node_modules/${name}`, options);

/** A step says what is wrong as lines; none means that all is well. Steps run two at a time, in this order. */
const STEPS = {
  package: checkPackage,
  types: bin("typescript/bin/tsc", "-p", "tsconfig.json"),
  lint: bin("oxlint/bin/oxlint", "--type-aware", "--deny-warnings"),
  "python types": bin("typescript/bin/tsc", "-p", "tsconfig.python.json"),
  "dead code": bin("knip/bin/knip.js", "--no-progress"),
  format: bin("oxfmt/bin/oxfmt", "--check"),
  browser: checkBrowser,
  mirror: checkMirror,
};

installWhatIsMissing();
const asked = process.argv.slice(2);
const queue = Object.entries(STEPS).filter(([name]) => asked.length === 0 || asked.includes(name));
const started = performance.now();
let failures = 0;
await Promise.all([work(), work()]);
console.log(`${failures ? `${failures} failed` : "all fine"}, ${since(started)}`);
process.exitCode = failures ? 1 : 0;

async function work() {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const [name, check] = step;
    const begun = performance.now();
    const problems = await check().catch((error) => [error.message]);
    if (problems.length) failures++;
    console.log(`${problems.length ? "✗" : "✓"} ${name.padEnd(14)} ${since(begun)}`);
    for (const problem of problems) console.log(problem.trimEnd().replaceAll(/^/gm, "    "));
  }
}

function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Resolves to what the program printed when it failed, and to nothing when it did not. */
function run(script, options) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
    child.on("close", (code) => resolve(code === 0 ? [] : [text || `${script} ended with ${code}`]));
  });
}

/** The package as it would be published: small, what it exports is there and typed, and what the documents show compiles. */
async function checkPackage() {
  const { build } = await import("./build.mjs");
  const { measurePackage } = await import("./size.mjs");
  const folder = mkdtempSync(join(tmpdir(), "threadsnake-package-"));
  try {
    await build();
    const { path, problems } = measurePackage(folder);
    const { problemsInDocuments } = await import("./check-docs.mjs");
    return [
      ...problems,
      ...problemsInDocuments(),
      ...(await run("node_modules/typescript/bin/tsc", ["-p", "tsconfig.examples.json"])),
      ...(await run("node_modules/publint/src/cli.js", ["run", "--strict"])),
      ...(await run("node_modules/@arethetypeswrong/cli/dist/index.js", [
        path,
        "--profile",
        "esm-only",
        "--no-emoji",
        "--format",
        "table-flipped",
      ])),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checkBrowser() {
  const { bundleForBrowser } = await import("./check-browser.mjs");
  return (await bundleForBrowser()).problems;
}

/** Types and modules without a program are counted, and the count may only fall. */
async function checkMirror() {
  const { withoutProgram } = await import("./check-mirror.mjs");
  const missing = withoutProgram();
  const allowed = JSON.parse(readFileSync("ratchets.json", "utf8"))["mirror.missing"];
  if (missing.length <= allowed) return [];
  return [
    `${missing.length} without a Python program of their name in test/python, ${allowed} allowed: ${missing.join(" ")}`,
  ];
}
