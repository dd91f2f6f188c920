/** 0.82 → 82%. */
export const percent = (share: number): string => `${Math.round(share * 100)}%`

/** 10485760 → 10,485,760: a count to be compared with a limit. */
export const grouped = (count: number): string => count.toLocaleString('en-US')
