/** What a task brings along: variables and images. */
import { Media } from "../executors/media.ts";
import type { ImagePart } from "../models/model.ts";
import { AgentImage } from "../tools/agent-types.ts";
import { pythonTypeOf, shortRepr } from "./result-text.ts";

const LONGEST_VALUE = 200;

/** Names the variables of a task to the model: type and a short value each, never the whole of it. */
export function describeArguments(args: Record<string, unknown>): string {
  const names = Object.keys(args);
  if (names.length === 0) return "";
  const lines = names.map((name) => `- ${name} (${pythonTypeOf(args[name])}): ${shortRepr(args[name], LONGEST_VALUE)}`);
  return `\n\nThese variables are defined; use them by name:\n${lines.join("\n")}`;
}

/** Images as a user gives them, as parts of a message: bytes, media, data URLs, addresses, or parts already. */
export function toImageParts(images: readonly unknown[]): ImagePart[] {
  return images.map((image) => {
    if (typeof image === "object" && image !== null && "type" in image && image.type === "image" && "image" in image)
      return image as ImagePart;
    if (image instanceof AgentImage) return image.toPart();
    if (image instanceof Media) return { type: "image", image: image.data, mediaType: image.mediaType };
    return image instanceof URL
      ? { type: "image", image: image.href }
      : { type: "image", image: image as string | Uint8Array };
  });
}
