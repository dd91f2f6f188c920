import type { Engagement } from './item.js'
import { parsePublishedAt } from './text/published-at.js'

/** What may be said of a post that a person or a program brings, whatever the way. */
export const receivedFields = [
  'title',
  'text',
  'publishedAt',
  'url',
  'author',
  'seenWhere',
  'number',
  'reads',
  'comments',
  'likes',
  'shares',
] as const
export type ReceivedField = (typeof receivedFields)[number]
export const receivedFieldLabel: Record<ReceivedField, string> = {
  title: '标题',
  text: '内容',
  publishedAt: '时间',
  url: '链接',
  author: '反映人',
  seenWhere: '来源',
  number: '编号',
  reads: '阅读数',
  comments: '评论数',
  likes: '点赞数',
  shares: '转发数',
}

/** As it was written down: every field a text. */
export type WrittenPost = Partial<Record<ReceivedField, string>>

/** A post brought to us, read and found whole. */
export interface ReceivedPost {
  title: string
  text: string
  publishedAt: Date | null
  /** Cleaned; null when it stands nowhere in public (a call, a visit). */
  url: string | null
  author: string | null
  seenWhere: string | null
  /** What who brings it calls it: a ticket's number. The same number is the same post. */
  number: string | null
  /** How to reach whoever brought it to a counter: sealed, never read. */
  contact?: string | null
  engagement: Engagement
}

export interface PostProblem {
  field: ReceivedField
  /** Chinese, says what to do. */
  message: string
}

/** Longest texts taken; what is longer is a document and goes to a case as an attachment. */
const longest: Partial<Record<ReceivedField, number>> = {
  title: 300,
  text: 50_000,
  url: 2_000,
  author: 60,
  seenWhere: 100,
  number: 100,
}
const countFields = ['reads', 'comments', 'likes', 'shares'] as const
/** A cell that holds a small number or nothing but is shown as a date shows a day of the first years Excel counts. */
const excelDawn = /^(?:1899|190\d)[-/.年]/
/** Later than anyone writes: with it as the present, a time in the future is told from what is no time. */
const lateNow = new Date('2199-12-31T00:00:00Z')

/** Why a time cannot be taken, and what to do. */
function wrongTime(written: string): string {
  const shown = `时间“${written.slice(0, 20)}”`
  if (excelDawn.test(written))
    return `${shown}不是真的日期：单元格里多半是一个数字，请改成 2026-08-03 14:05 这样的时间`
  return parsePublishedAt(written, lateNow)
    ? `${shown}在将来，请核对年份`
    : `${shown}看不懂，请写成 2026-08-03 14:05`
}
/** A title made of the beginning of a text. */
const titleLength = 30

/**
 * Reads a post as it was written down. `cleanUrl` gives an address its clean form, null when it is none.
 * @returns the post, or everything that is wrong with it
 */
export function readReceivedPost(
  written: WrittenPost,
  { now, cleanUrl }: { now: Date; cleanUrl: (url: string) => string | null },
): { post: ReceivedPost } | { problems: PostProblem[] } {
  const problems: PostProblem[] = []
  const refuse = (field: ReceivedField, message: string) => {
    problems.push({ field, message })
    return null
  }
  const of = (field: ReceivedField): string => {
    const value = (written[field] ?? '').trim()
    const most = longest[field]
    if (most !== undefined && value.length > most)
      refuse(field, `${receivedFieldLabel[field]}超过 ${most} 个字，请缩短`)
    if (value.startsWith('=') && field !== 'text')
      refuse(field, `${receivedFieldLabel[field]}是公式文字，请改成文字或数值`)
    return value
  }
  const title = of('title')
  const text = of('text')
  if (title === '' && text === '') refuse('text', '标题和内容都是空的，至少填一项')
  if (/^=[A-Za-z@+-]/.test(text)) refuse('text', '内容是公式文字，请改成文字')

  const writtenAt = of('publishedAt')
  const publishedAt = writtenAt === '' ? null : parsePublishedAt(writtenAt, now)
  if (writtenAt !== '' && publishedAt === null) refuse('publishedAt', wrongTime(writtenAt))

  const writtenUrl = of('url')
  const url = writtenUrl === '' ? null : cleanUrl(writtenUrl)
  if (writtenUrl !== '' && url === null) refuse('url', '链接应以 http:// 或 https:// 开头；没有链接请留空')

  const engagement: Engagement = {}
  for (const field of countFields) {
    const value = of(field)
    if (value === '') continue
    const count = readCount(value)
    if (count === null) refuse(field, `${receivedFieldLabel[field]}应为数字`)
    else engagement[field] = count
  }
  const orNull = (value: string) => (value === '' ? null : value)
  const [author, seenWhere, number] = [orNull(of('author')), orNull(of('seenWhere')), orNull(of('number'))]
  if (problems.length > 0) return { problems }
  return {
    post: {
      title: title || beginning(text),
      text: text || title,
      publishedAt,
      url,
      author,
      seenWhere,
      number,
      engagement,
    },
  }
}

const beginning = (text: string): string => {
  const first = text.split(/[\n。！？!?]/, 1)[0]?.trim() || text
  return [...first].length > titleLength ? `${[...first].slice(0, titleLength).join('')}…` : first
}

/** `1,234`, `1.2万`, `3亿`, `10w+`; null for what is no count. */
export function readCount(written: string): number | null {
  const [, digits, unit = ''] = /^([\d,，]+(?:\.\d+)?)\s*([万wW千kK亿]?)\+?$/.exec(written.trim()) ?? []
  if (!digits) return null
  const times = /[万wW]/.test(unit) ? 10_000 : /[千kK]/.test(unit) ? 1_000 : unit === '亿' ? 100_000_000 : 1
  const count = Math.round(Number(digits.replace(/[,，]/g, '')) * times)
  return Number.isSafeInteger(count) && count <= 2_147_483_647 ? count : null
}
