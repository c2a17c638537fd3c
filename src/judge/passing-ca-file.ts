/** Stands for the file of a CA that is gone with its run. */
export const passingCaFile = 'path/to/ca.pem'
