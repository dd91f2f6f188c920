/**
 * Left alone on a machine of more than 4 GB the engine lets what nobody needs any more gather to four times of what is
 * in use before it collects it; this way to one and a half times. An import takes as long and a tenth more processor time
 * (`node bench/import.mjs`).
 */
export const slowHeap = '--heap-growing-percent=50'

/**
 * How the process of the crawler is started so that harmful pages leave little behind (measured by
 * `node bench/bad-input.mjs`): a small young generation, which may be collected when a large page has left, and glibc
 * told to give freed buffers of pages back at once; left alone it raises that threshold to the largest buffer it ever
 * freed and keeps what is below. Where the C library is another, the variable is not read and harms nothing.
 */
export const leanProcess = {
  execArgv: ['--expose-gc', '--max-semi-space-size=4', slowHeap],
  env: { MALLOC_MMAP_THRESHOLD_: '131072' },
} as const
