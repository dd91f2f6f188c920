/**
 * How the process of the crawler is started so that harmful pages leave little behind (measured by
 * `node bench/bad-input.mjs`): a small young generation, which may be collected when a large page has left, and glibc
 * told to give freed buffers of pages back at once; left alone it raises that threshold to the largest buffer it ever
 * freed and keeps what is below. Where the C library is another, the variable is not read and harms nothing.
 */
export const leanProcess = {
  execArgv: ['--expose-gc', '--max-semi-space-size=4'],
  env: { MALLOC_MMAP_THRESHOLD_: '131072' },
} as const
