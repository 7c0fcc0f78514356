/** threadsnake/run: logs of runs, and what can be done with them. */
export { DeadlineError, InterruptedEffectError, ReplayEndError, ReplayMismatchError } from "./effects.ts";
export type { EffectContext, EffectOptions, Effects, SignalOptions } from "./effects.ts";
export { EVENT_VERSION } from "./events.ts";
export type * from "./events.ts";
export { addUsage, isFinished, pendingApprovals, pendingSteers, summarizeRun, usageOfReply } from "./fold.ts";
export { forkLog } from "./fork.ts";
export type { ForkOptions } from "./fork.ts";
export { fileStore } from "./log-file.ts";
export type { FileStoreOptions } from "./log-file.ts";
export { RecordingEffects } from "./recording.ts";
export type { RecordingOptions } from "./recording.ts";
export { createRedactor } from "./redact.ts";
export type { RedactOptions } from "./redact.ts";
export { EventLog, LogFormatError, answerSignal, memoryStore } from "./store.ts";
export type { EventPlace, RunLog, RunStore, RunSummary } from "./store.ts";
export { VERSION } from "./version.ts";
