/** A stretch to mark, by offsets into the text it is said of. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** The title, and the part of the text in which the first words found stand. */
export interface Excerpt {
  readonly titleMarks: Mark[]
  readonly text: string
  readonly textMarks: Mark[]
}

const before = 24
const length = 110

/** What an officer needs to see of a post to judge a hit. `spans` count into `title + "\n" + text`, or `text` alone. */
export function excerptOf({ title, text }: { title: string; text: string }, spans: readonly Mark[]): Excerpt {
  const offset = title === '' ? 0 : title.length + 1
  const inText = spans
    .filter(({ start }) => start >= offset)
    .map(({ start, end }) => ({ start: start - offset, end: Math.min(end - offset, text.length) }))
  const from = Math.max(0, (inText[0]?.start ?? 0) - before)
  const to = Math.min(text.length, from + length)
  const head = from > 0 ? '…' : ''
  return {
    titleMarks: spans
      .filter(({ start, end }) => end > start && end <= title.length)
      .map(({ start, end }) => ({ start, end })),
    text: `${head}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    textMarks: inText
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start - from + head.length, end: end - from + head.length })),
  }
}
