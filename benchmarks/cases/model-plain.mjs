// A whole reply by the OpenAI chat protocol.
import { modelContenders } from "../model-peers.mjs";

export const contenders = await modelContenders("plain");
