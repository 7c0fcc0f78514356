/** The package `encodings`: of its modules there is `encodings.idna`. */
export const source: string = "";
