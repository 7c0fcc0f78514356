export function withoutProgram(root?: string): string[];
