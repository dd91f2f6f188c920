/** The line a refusal of a text names, counted from 1; 0 when it names none. */
export const lineNamed = (words: string): number => Number(/第 (\d+) 行/.exec(words)?.[1] ?? 0)
