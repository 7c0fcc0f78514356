/** Images and recordings from files: the one part of the agent types that needs Node. */
import { readFile } from "node:fs/promises";
import { AgentAudio, AgentImage } from "./agent-types.ts";

export async function imageFromFile(path: string | URL): Promise<AgentImage> {
  return new AgentImage(await readFile(path));
}

export async function audioFromFile(path: string | URL): Promise<AgentAudio> {
  return new AgentAudio(await readFile(path));
}
