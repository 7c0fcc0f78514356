/** The package `urllib`: of its modules there is `urllib.parse`. */
export const source: string = "";
