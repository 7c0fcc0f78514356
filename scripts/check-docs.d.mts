export function problemsInDocuments(documents?: string[], root?: string): string[];
