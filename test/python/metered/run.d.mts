export function libraryModules(): string[];
export function walk(options: {
  modules: readonly string[];
  only?: readonly string[];
  every?: number;
  mostCpuMs?: number;
  report?: (text: string) => void;
}): Promise<{ past: string[]; entries: number; calls: number }>;
