import { type Analyzer, type AnalyzerInput, createAnalyzer } from '@huiyin/analyzer/analyze'
import type { EventMember } from '@huiyin/analyzer/event-facets'
import { type JudgedEvent, judgeEvent } from '@huiyin/analyzer/judge-event'
import { MemoryShelf } from '@huiyin/analyzer/memory-shelf'
import { placeOnShelf } from '@huiyin/analyzer/place-on-shelf'
import type { Admission } from '@huiyin/domain/item'
import type { Judgement } from '@huiyin/domain/judgement'
import type { SourceDefinition } from '@huiyin/domain/source'
import { type Lexicon, loadLexicon } from '@huiyin/keywords/lexicon'
import { demoDefinitions, loadDemoCounty } from './county.js'
import { type DemoPost, loadDemoPosts } from './posts.js'
import { viewSite } from './timeline.js'

export interface ReplayedPost {
  readonly post: DemoPost
  readonly input: AnalyzerInput
  readonly admission: Admission
  readonly judgement: Judgement
  /** Number of its event; null when it was not admitted. */
  readonly event: number | null
}

export interface ReplayedEvent extends JudgedEvent {
  readonly posts: readonly ReplayedPost[]
}

/** A post that was admitted, as its event is judged by it. */
interface Admitted {
  readonly id: string
  readonly member: EventMember
  readonly found: Omit<ReplayedPost, 'event'>
}

const fileOf = { board: 'board', forum: 'forum', script: 'script', wechat: 'wechat', weibo: 'weibo' } as const

/** The post as the crawler stores it, read at `at`: its site's headline, with the source's own marks. */
function inputOf(
  post: DemoPost,
  posts: readonly DemoPost[],
  sources: readonly SourceDefinition[],
  start: Date,
) {
  const seenAt = new Date(start.getTime() + (post.afterSeconds + 60) * 1000)
  const shown = viewSite(posts, post.site, start, seenAt).posts.find(
    ({ number }) => number === 1001 + posts.indexOf(post),
  )
  const source = sources.find(({ id }) => id.includes(fileOf[post.site]))
  if (!shown || !source) throw new RangeError(`演示帖文 ${post.id} 没有出现在 ${post.site}`)
  const input: AnalyzerInput = {
    title: shown.title,
    text: shown.text,
    publishedAt: shown.publishedAt,
    source: { name: source.name, kind: source.kind, level: source.level, local: source.local ?? false },
    engagement: shown.counts,
  }
  return { input, shown, source, seenAt }
}

/** What an analyzer and the placing of items make of all posts, in the order in which they appear. */
export async function replayDemo(lexicon: Lexicon = loadLexicon()): Promise<{
  analyzer: Analyzer
  posts: readonly ReplayedPost[]
  events: readonly ReplayedEvent[]
}> {
  const { units, jurisdiction } = loadDemoCounty()
  const analyzer = createAnalyzer({ lexicon, units, jurisdiction })
  const start = new Date('2026-03-02T08:00:00+08:00')
  const posts = loadDemoPosts()
  const sources = demoDefinitions(1)
  const shelf = new MemoryShelf()
  const admitted: Admitted[] = []
  const left: ReplayedPost[] = []
  for (const post of [...posts].sort((a, b) => a.afterSeconds - b.afterSeconds)) {
    const { input, shown, source, seenAt } = inputOf(post, posts, sources, start)
    const found = { post, input, admission: analyzer.admit(input), judgement: analyzer.analyze(input) }
    if (!found.admission.admitted) {
      left.push({ ...found, event: null })
      continue
    }
    const member: EventMember = {
      judgement: found.judgement,
      title: shown.title,
      foundAt: seenAt,
      publishedAt: shown.publishedAt,
      authorPseudonym: post.author,
      engagement: shown.counts,
      source: { level: source.level, name: source.name },
    }
    admitted.push({ id: post.id, member, found })
    await placeOnShelf(
      { id: post.id, signature: analyzer.signature(input), at: shown.publishedAt ?? seenAt },
      shelf,
    )
  }
  const placed = shelf.placed()
  const numbers = [...new Set(admitted.map(({ id }) => placed.get(id)))]
  const events = numbers.map((event, number) => {
    const of = admitted.filter(({ id }) => placed.get(id) === event)
    return {
      ...judgeEvent(
        of.map(({ member }) => member),
        lexicon.severity,
      ),
      posts: of.map(({ found }) => ({ ...found, event: number })),
    }
  })
  return { analyzer, posts: [...left, ...events.flatMap((event) => event.posts)], events }
}
