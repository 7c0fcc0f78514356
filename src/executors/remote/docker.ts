/** A real Python in a container without network and privileges, started with `docker run`. */
import type { ContainerOptions } from "../process-container.ts";
import { SessionExecutor, type SessionOptions } from "../session.ts";

export interface DockerExecutorOptions extends SessionOptions, ContainerOptions {}

/** Runs actions in a container; names persist until a limit ends it. */
export class DockerExecutor extends SessionExecutor {
  constructor(options: DockerExecutorOptions = {}) {
    super(options, {
      open: async (limits) => (await import("../process-container.ts")).openContainer(options, limits),
      canRepeat: false,
    });
  }
}
