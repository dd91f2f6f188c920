/** Lets a few readings go on at once; the others wait in the order they came. */
export type ReadingSlots = <T>(read: () => Promise<T>) => Promise<T>

/**
 * `most` readings at once. A page that is read and waits to be saved holds only its words, so many may wait there,
 * while the pages themselves, up to 30 MB each, stay few.
 */
export function readingSlots(most: number): ReadingSlots {
  const line: (() => void)[] = []
  let free = most
  const leave = () => {
    const next = line.shift()
    if (next) next()
    else free += 1
  }
  return async (read) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => line.push(resolve))
    return await read().finally(leave)
  }
}
