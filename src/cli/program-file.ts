import { fileURLToPath } from 'node:url'

/** This program, to be started again as a process of its own. */
export const programFile: string = fileURLToPath(new URL('../../bin/daybook.js', import.meta.url))
