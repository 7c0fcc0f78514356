/** threadsnake/export: a run's log as something to read, or to run without a model. */
export { toHTML } from "./html.ts";
export { toMarkdown } from "./markdown.ts";
export { toPython } from "./python.ts";
export { toTranscript } from "./transcript.ts";
export type { Transcript, TranscriptCall, TranscriptStep } from "./transcript.ts";
