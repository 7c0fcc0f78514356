// Runs test/elsewhere/suite.mjs beside Node: in Deno, in Bun and in headless Chromium, as users get the package.
//
//   node scripts/elsewhere.mjs [deno] [bun] [chromium]
//
// Deno, Bun and playwright-core come from npm (test/elsewhere/package.json); Chromium is the system's (CHROMIUM, or chromium on PATH),
// and is installed by apt-get where that is there. What cannot be had is left out, and the output says so.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import "./node-version.mjs";
import { prepare } from "./prepare.mjs";

const FOLDER = "test/elsewhere";
const MINUTES = 3;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

const RUNTIMES = {
  deno: () => inside(binary(["@deno/linux-x64-glibc/deno", "@deno/darwin-arm64/deno"]), ["run", "--allow-read"]),
  bun: () => inside(binary(["bun/bin/bun.exe", "@oven/bun-linux-x64/bin/bun", "@oven/bun-darwin-aarch64/bin/bun"]), []),
  chromium,
};

await prepare();
install();
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(RUNTIMES)) {
  const started = performance.now();
  const result = await RUNTIMES[name]().catch((error) => ({ passed: 0, failures: [String(error?.stack ?? error)] }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (typeof result === "string") {
    console.log(`- ${name}: left out, ${result}`);
    continue;
  }
  for (const failure of result.failures) console.log(`  ${name}: ${failure.slice(0, 500)}`);
  const isFine = result.failures.length === 0 && result.passed > 0;
  console.log(`${isFine ? "✓" : "✗"} ${name}: ${result.passed} passed, ${result.failures.length} failed, ${seconds} s`);
  if (!isFine) process.exitCode = 1;
}

function install() {
  if (existsSync(join(FOLDER, "node_modules/playwright-core"))) return;
  const options = ["install", "--no-audit", "--no-fund", "--loglevel=error"];
  spawnSync("npm", options, { cwd: FOLDER, stdio: "ignore", timeout: MINUTES * 60_000 });
}

function binary(paths) {
  return paths.map((path) => join(FOLDER, "node_modules", path)).find((path) => existsSync(path));
}

/** Runs the suite in a runtime that has a command line. */
async function inside(file, options) {
  if (file === undefined) return "its package could not be installed";
  const { stdout, stderr, error } = spawnSync(file, [...options, join(FOLDER, "inside.mjs")], {
    encoding: "utf8",
    timeout: MINUTES * 60_000,
    maxBuffer: 2 ** 26,
  });
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch {
    throw new Error(`no result: ${error ?? stderr.slice(-1000)}`);
  }
}

async function chromium() {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return "there is no Chromium here: apt-get install chromium, or set CHROMIUM";
  if (!existsSync(join(FOLDER, "node_modules/playwright-core"))) return "playwright-core could not be installed";
  const { chromium: launcher } = createRequire(new URL(`../${FOLDER}/package.json`, import.meta.url))(
    "playwright-core",
  );
  const server = await serve();
  // As root Chromium's own sandbox does not start; the page is ours.
  const browser = await launcher.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    const broken = new Promise((_resolve, reject) => page.on("pageerror", reject));
    await page.goto(`http://127.0.0.1:${server.address().port}/${FOLDER}/browser.html`);
    const done = page.waitForFunction("globalThis.result", undefined, { timeout: MINUTES * 60_000 });
    await Promise.race([done, broken]);
    return await page.evaluate("globalThis.result");
  } finally {
    await browser.close();
    server.close();
  }
}

function chromiumPath() {
  const find = () =>
    [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
      (path) => path !== undefined && existsSync(path),
    );
  if (find() === undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    for (const command of ["apt-get update -q", "apt-get install -q -y --no-install-recommends chromium"])
      spawnSync("sh", ["-c", command], { stdio: "ignore", timeout: MINUTES * 60_000 });
  }
  return find();
}

/** The working tree, read only, and the attacks as data. */
async function serve() {
  const { quickAttacks } = await import("../test/elsewhere/attacks.mjs");
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname)).slice(1);
    const type = TYPES[extname(path)];
    if (path === "attacks.json") return response.end(JSON.stringify(quickAttacks()));
    if (type === undefined || !/^(?:dist|test\/elsewhere)\//.test(path) || !existsSync(path)) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader("content-type", type);
    return response.end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
