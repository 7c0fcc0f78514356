export function bundleForBrowser(entry?: string): Promise<{ problems: string[]; bytes: number }>;
