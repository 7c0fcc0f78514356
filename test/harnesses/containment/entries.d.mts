/** Every entry of a list: a .json file, a .py file, or a folder of such. */
export function readEntries(path: string): { id: string; category: string; code: string | null }[];
