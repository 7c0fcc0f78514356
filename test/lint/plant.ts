import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

export interface Finding {
  rule: string;
  file: string;
  message: string;
}

/** Writes `files` into an empty folder, lints it with the project's configuration and returns what was found. */
export async function plant(files: Record<string, string>): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "threadsnake-lint-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const oxlint = resolve("node_modules/oxlint/bin/oxlint");
    const lint = promisify(execFile)(
      process.execPath,
      [oxlint, "--config", resolve(".oxlintrc.json"), "--format", "json"],
      { cwd: folder },
    );
    // Exit status 1 says that something was found.
    const { stdout } = await lint.catch((error: { stdout: string }) => error);
    const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string; message: string }[] };
    return report.diagnostics.map(({ code, filename, message }) => ({ rule: code, file: filename, message }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
