/** `concurrent.futures.thread`: the pool of threads under its other name. */
export const source: string = `
from concurrent.futures import BrokenThreadPool, ThreadPoolExecutor, _WorkItem
`;
