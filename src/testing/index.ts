/** `threadsnake/testing`: what tests of agents need, and our own tests use. */
export { scriptedModel } from "./scripted-model.ts";
export type { ScriptedCall, ScriptedModel, ScriptedModelOptions, ScriptedReply } from "./scripted-model.ts";
