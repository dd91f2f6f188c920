import { type Analyzer, type AnalyzerInput, createAnalyzer } from '@huiyin/analyzer/analyze'
import { blend, type Candidate, placeItem } from '@huiyin/analyzer/cluster'
import { heaviestTerms } from '@huiyin/analyzer/cluster-all'
import { type EventMember, type JudgedEvent, judgeEvent } from '@huiyin/analyzer/judge-event'
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

interface Open extends Candidate {
  readonly number: number
  readonly posts: ReplayedPost[]
  readonly members: EventMember[]
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
export function replayDemo(lexicon: Lexicon = loadLexicon()): {
  analyzer: Analyzer
  posts: readonly ReplayedPost[]
  events: readonly ReplayedEvent[]
} {
  const { units, jurisdiction } = loadDemoCounty()
  const analyzer = createAnalyzer({ lexicon, units, jurisdiction })
  const start = new Date('2026-03-02T08:00:00+08:00')
  const posts = loadDemoPosts()
  const sources = demoDefinitions(1)
  const open: Open[] = []
  const replayed: ReplayedPost[] = []
  for (const post of [...posts].sort((a, b) => a.afterSeconds - b.afterSeconds)) {
    const { input, shown, source, seenAt } = inputOf(post, posts, sources, start)
    const admission = analyzer.admit(input)
    const judgement = analyzer.analyze(input)
    const found = { post, input, admission, judgement }
    if (!admission.admitted) {
      replayed.push({ ...found, event: null })
      continue
    }
    const member: EventMember = {
      judgement,
      title: shown.title,
      foundAt: seenAt,
      publishedAt: shown.publishedAt,
      authorPseudonym: post.author,
      engagement: shown.counts,
      source: { level: source.level, name: source.name },
    }
    const event = place(open, analyzer, input, member, post.id)
    const done = { ...found, event: event.number }
    event.posts.push(done)
    replayed.push(done)
  }
  const { severity } = lexicon
  return {
    analyzer,
    posts: replayed,
    events: open.map(({ members, posts: of }) => ({ ...judgeEvent(members, severity), posts: of })),
  }
}

/** The placing of the clustering job, with the events in memory instead of in the database. */
function place(
  open: Open[],
  analyzer: Analyzer,
  input: AnalyzerInput,
  member: EventMember,
  id: string,
): Open {
  const signature = analyzer.signature(input)
  const words = heaviestTerms(signature)
  const at = member.publishedAt ?? member.foundAt
  const candidates = open.filter(
    ({ signature: { terms, places } }) =>
      words.some((word) => word in terms) || signature.places.some((name) => places.includes(name)),
  )
  const placed = placeItem(signature, at, candidates)
  const index = placed ? open.findIndex(({ eventId }) => eventId === placed.eventId) : -1
  const known = open[index]
  if (!known) {
    const opened: Open = {
      eventId: id,
      number: open.length,
      signature,
      representativeId: id,
      lastItemAt: member.foundAt,
      posts: [],
      members: [member],
    }
    open.push(opened)
    return opened
  }
  const grown: Open = {
    ...known,
    signature: blend(known.signature, signature, known.members.length),
    lastItemAt: member.foundAt,
    members: [...known.members, member],
  }
  open[index] = grown
  return grown
}
