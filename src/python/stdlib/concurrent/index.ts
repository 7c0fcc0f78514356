/** The package `concurrent`. */
export const source: string = `
`;
