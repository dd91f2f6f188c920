import { type Static, Type } from 'typebox'
import type { WrittenPost } from './received-post.js'
import { type SchemaProblem, schemaProblems } from './schema-problems.js'

const Text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const Count = Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]))

/** One post as another program writes it, one JSON object a line; the same shape as `huiyin analyze` reads. */
export const ReceivedLine = Type.Object({
  /** What the sender calls it; sent again, it is the same post. */
  id: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Integer(), Type.Null()])),
  url: Text(2_000),
  title: Text(300),
  text: Text(50_000),
  /** ISO 8601 with zone, or as a page writes it. */
  publishedAt: Text(60),
  author: Text(60),
  seenWhere: Text(100),
  engagement: Type.Optional(
    Type.Object(
      { reads: Count, comments: Count, likes: Count, shares: Count },
      { additionalProperties: false },
    ),
  ),
})
export type ReceivedLine = Static<typeof ReceivedLine>

/** A parsed line as a written post, with the sender's own id; or what is wrong, in Chinese. */
export function writtenOfLine(
  line: unknown,
): { id: string | number | null; written: WrittenPost } | { id: string | number | null; error: string } {
  const named = typeof line === 'object' && line !== null ? (line as { id?: unknown }).id : null
  const id = typeof named === 'string' || typeof named === 'number' ? named : null
  const problems = schemaProblems(ReceivedLine, line)
  if (problems.length > 0) return { id, error: problems.map(wordsOf).join('；') }
  const { engagement = {}, id: _, ...texts } = line as ReceivedLine
  const written: WrittenPost = {}
  for (const field of ['url', 'title', 'text', 'publishedAt', 'author', 'seenWhere'] as const)
    if (texts[field]) written[field] = texts[field]
  for (const field of ['reads', 'comments', 'likes', 'shares'] as const)
    if (engagement[field] != null) written[field] = String(engagement[field])
  if (id !== null) written.number = String(id)
  return { id, written }
}

function wordsOf({ field, keyword, params }: SchemaProblem): string {
  const at = field || '整行'
  if (keyword === 'maxLength') return `${at} 超过 ${params.limit} 个字`
  if (keyword === 'minimum') return `${at} 不能小于 ${params.limit}`
  if (keyword === 'additionalProperties') return `${at} 有不认识的字段`
  return field === '' ? '每行应为一个 JSON 对象' : `${at} 类型不对`
}
