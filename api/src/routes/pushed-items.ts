import { Readable } from 'node:stream'
import { Forbidden } from '@huiyin/domain/errors'
import { ReceivedLine, writtenOfLine } from '@huiyin/domain/received-line'
import { type ReceivedPost, readReceivedPost, receivedFieldLabel } from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import { type Receipt, receivePosts } from '@huiyin/store/receive-posts'
import { type Api, type ApiDeps, self } from '../deps.js'
import { limitPushes } from '../plugins/rate-limits.js'
import { may } from '../policy.js'
import { type BodyLine, linesOf } from '../push-lines.js'
import { type Program, visitorOf } from '../visitor.js'

const limits = { bytes: 20 * 1024 * 1024, lines: 10_000, lineBytes: 256 * 1024 }
/** Lines of one transaction. */
const savedAtOnce = 200

/** What a line became, as it is answered. */
interface Answer {
  line: number
  id: string | number | null
  item?: string | null
  new?: boolean
  error?: string
}
type Read = { answer: Answer; post: ReceivedPost | null }

/** 接口推送: another program's posts, one JSON object a line, one answer a line, in order. */
export function pushedItemRoutes(api: Api, { store, config, clock }: ApiDeps): void {
  const means = { secret: config.secret, vault: config.vault }

  function readLine(line: BodyLine): Read {
    const answer: Answer = { line: line.number, id: null }
    const refused = (error: string): Read => ({ answer: { ...answer, error }, post: null })
    if ('error' in line) return refused(line.error)
    let parsed: unknown
    try {
      parsed = JSON.parse(line.text.replace(/^\uFEFF/, ''))
    } catch {
      return refused('不是有效的 JSON：每行应为一个完整的 JSON 对象')
    }
    const found = writtenOfLine(parsed)
    answer.id = found.id
    if ('error' in found) return refused(found.error)
    const read = readReceivedPost(found.written, { now: clock.now(), cleanUrl })
    return 'problems' in read
      ? refused(
          read.problems.map(({ field, message }) => `${receivedFieldLabel[field]}：${message}`).join('；'),
        )
      : { answer, post: read.post }
  }

  const saveBatch = (program: Program, batch: readonly Read[]): Promise<Answer[]> =>
    store.as(self).transaction(async (tx) => {
      const posts = batch.flatMap(({ post }) => (post ? [post] : []))
      let receipts: Receipt[] = []
      if (posts.length > 0) {
        const { id, name } = program.apiToken
        const sourceId = await tx.receivedSources.push({ id, name })
        receipts = await receivePosts(tx, sourceId, posts, means)
        const detail = { lines: batch.length, new: receipts.filter(({ isNew }) => isNew).length }
        tx.audit.append(
          { action: 'items.pushed', subject: { kind: 'source', id: sourceId }, detail },
          program.actor,
        )
      }
      let next = 0
      return batch.map(({ answer, post }) => {
        if (!post) return answer
        const receipt = receipts[next++]
        return { ...answer, item: receipt?.id ?? null, new: receipt?.isNew ?? false }
      })
    })

  async function* answers(program: Program, lines: AsyncIterable<BodyLine>): AsyncGenerator<string> {
    const written = async (batch: readonly Read[]) =>
      (await saveBatch(program, batch)).map((answer) => `${JSON.stringify(answer)}\n`).join('')
    let batch: Read[] = []
    for await (const line of lines) {
      batch.push(readLine(line))
      if (batch.length < savedAtOnce) continue
      yield await written(batch)
      batch = []
    }
    if (batch.length > 0) yield await written(batch)
  }

  // In a scope of its own: only here a body is read line by line as it comes.
  api.register(async (scope) => {
    scope.addContentTypeParser(['application/x-ndjson', 'application/jsonl'], (_request, payload, done) =>
      done(null, payload),
    )
    const app = scope as unknown as Api
    const limited = limitPushes(app)
    app.post(
      '/api/pushed-items',
      {
        schema: {
          summary: '推送信息（JSONL，逐行应答）',
          description: `application/x-ndjson，每行一个 JSON 对象：${Object.keys(ReceivedLine.properties).join('、')}；title 与 text 至少一项。应答每行 {line,id,item,new} 或 {line,id,error}，次序不变。同一 id、同一网址或同一内容再次推送，不重复保存。一次最多 ${limits.lines} 行、${limits.bytes / 1024 / 1024} MB；需接口令牌，范围 items:push。`,
          consumes: ['application/x-ndjson', 'application/json'],
          produces: ['application/x-ndjson'],
        },
        config: { policy: may('create', 'pushed-item') },
        preHandler: limited,
      },
      async (request, reply) => {
        const visitor = visitorOf(request)
        if (visitor.kind !== 'program') throw new Forbidden('此接口只接受接口令牌')
        const body: unknown = request.body
        const lines = body instanceof Readable ? linesOf(body, limits) : oneLine(body)
        return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(answers(visitor, lines)))
      },
    )
  })
}

/** A single post may come as plain JSON. */
async function* oneLine(body: unknown): AsyncGenerator<BodyLine> {
  yield { number: 1, text: JSON.stringify(body ?? null) }
}
