/**
 * Images and recordings from files: the one part of the agent types that needs Node, whose module comes from
 * `process.getBuiltinModule`, so that a bundle for browsers holds no `node:`.
 */
import type * as FileSystem from "node:fs/promises";
import { ThreadsnakeError } from "../errors.ts";
import { AgentAudio, AgentImage } from "./agent-types.ts";

export async function imageFromFile(path: string | URL): Promise<AgentImage> {
  return new AgentImage(await readBytes(path));
}

export async function audioFromFile(path: string | URL): Promise<AgentAudio> {
  return new AgentAudio(await readBytes(path));
}

async function readBytes(path: string | URL): Promise<Uint8Array> {
  const host = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } };
  const files = host.process?.getBuiltinModule?.("node:fs/promises") as typeof FileSystem | undefined;
  if (files === undefined)
    throw new ThreadsnakeError("There are no files to read in this runtime", {
      code: "no-files",
      hint: "Make the image from its bytes.",
    });
  return files.readFile(path);
}
