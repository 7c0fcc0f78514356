// A reply in sixty pieces by the OpenAI chat protocol.
import { modelContenders } from "../model-peers.mjs";

export const contenders = await modelContenders("streamed");
