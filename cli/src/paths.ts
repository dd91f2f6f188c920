import { fileURLToPath } from 'node:url'

/** The clone's root; `cli/src` and `cli/dist` lie equally deep. */
export const rootDir = fileURLToPath(new URL('../..', import.meta.url))
export const dashboardDir = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
/** This command's own entry, for starting it again as a child process. */
export const mainFile = fileURLToPath(new URL('./main.js', import.meta.url))
