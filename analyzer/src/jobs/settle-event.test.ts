import { Conflict } from '@huiyin/domain/errors'
import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement, UnitProposal } from '@huiyin/domain/judgement'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { JudgedItem } from '@huiyin/store/assessments'
import { deleteItems } from '@huiyin/store/item-deletion'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { buildItem, buildJudgement, buildSource } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatherFacets, totalsOf } from '../event-facets.js'
import { judgeEvent } from '../judge-event.js'
import { analyzerActor, localAnalyzer } from '../local-analyzer.js'
import { qinghe, towns } from '../test-analyzer.js'
import { hoursOf } from '../told-times.js'
import { settleEvent } from './settle-event.js'

let opened: TestStore
const as = <T>(work: (tx: Tx) => Promise<T>) => opened.store.as(analyzerActor).transaction(work)
const deps = () => ({ store: opened.store, local: localAnalyzer(opened.store) })
const { severity } = loadLexicon()
const levels = { board: 'county', paper: 'provincial' } as const

beforeAll(async () => {
  opened = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
  await as(async (tx) => {
    await tx.jurisdiction.start(qinghe, [...countyDirectory(), ...towns])
    for (const [id, level] of Object.entries(levels)) await buildSource(tx, id, { level })
  })
})
afterAll(() => opened.close())

const unit = fc.record({
  code: fc.constantFrom('jiaoyu', 'zhujian', 'shuiwu', 'jiaotong', 'minzheng', 'weisheng', 'gongan'),
  role: fc.constantFrom('lead' as const, 'assist' as const),
  confidence: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
  reason: fc.constantFrom('地点', '职责', '词语'),
})
const said = fc.record({
  grade: fc.constantFrom(...(['II', 'III', 'IV', 'IV', 'IV'] as const)),
  units: fc
    .uniqueArray(unit, { maxLength: 3, selector: ({ code }) => code })
    .map((units): UnitProposal[] => units.map((one) => ({ ...one, name: one.code, group: '其他' }))),
  accused: fc.uniqueArray(fc.constantFrom('gongan', 'minzheng', 'shuiwu'), { maxLength: 1 }),
  accusation: fc.option(fc.constantFrom('sure' as const, 'possible' as const), { nil: undefined, freq: 1 }),
  focus: fc.uniqueArray(fc.constantFrom('a' as const, 'b' as const, 'd' as const), { maxLength: 2 }),
  places: fc.uniqueArray(
    fc.integer({ min: 1, max: 30 }).map((number) => `第${number}村`),
    { maxLength: 4 },
  ),
  emergency: fc.constantFrom(false, false, false, true),
})
const post = fc.record({
  said,
  source: fc.constantFrom('board', 'board', 'board', 'board', 'paper'),
  author: fc.option(fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸子丑寅卯'), { nil: null }),
  reads: fc.constantFrom(0, 0, 40_000),
  comments: fc.constantFrom(0, 3, 200),
  /** Found out of the order in which it is placed. */
  foundMinute: fc.nat(300),
  publishedMinute: fc.option(fc.nat(300), { nil: null }),
})
const event = fc.nat(9)
/** The first found stands for the event and is the first to say most of it. */
const which = fc.oneof(fc.constant(0), fc.nat(20))
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('come' as const), event, post }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('settle' as const), event }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('count' as const), event, reads: fc.nat(90_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('edit' as const), event, which, said, asked: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('correct' as const), event, which, post }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('split' as const), event, which }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('merge' as const), event, byHand: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('undo' as const), event }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('remove' as const), event, which }) },
)
type Post = typeof post extends fc.Arbitrary<infer P> ? P : never
type Said = Post['said']
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const judgementOf = ({ accusation, ...over }: Said): Judgement =>
  buildJudgement({
    ...over,
    ...(accusation ? { accusation: { level: accusation, evidence: [] } } : {}),
  } as Partial<Judgement>)

const minute = (tx: Tx, ago: number): Date => new Date(tx.now.getTime() - ago * 60_000 - 11_000)
const signature = { minhash: [], terms: {}, places: [], topics: [] }
const trace = { signature, vector: Buffer.from('x'), keys: [], period: 1 }
const nothingNear = { keys: [], sincePeriod: 0, perKey: 1, limit: 1 }

async function come(tx: Tx, eventId: EventId | null, { said, source, author, ...post }: Post) {
  const judgement = judgementOf(said)
  const foundAt = minute(tx, post.foundMinute)
  const publishedAt = post.publishedMinute === null ? null : minute(tx, post.publishedMinute)
  const itemId = await buildItem(tx, {
    sourceId: source as never,
    foundAt,
    judgement,
    engagement: { reads: post.reads, comments: post.comments },
  })
  await tx.db
    .updateTable('item')
    .set({ author_pseudonym: author, published_at: publishedAt })
    .where('id', '=', itemId)
    .execute()
  const placing = { ...trace, itemId, publishedAt, foundAt }
  if (eventId === null) return await tx.eventPlacing.open({ ...placing, title: '试', judgement })
  await tx.eventPlacing.join(eventId, { ...placing, own: signature, duplicateOf: null }, nothingNear)
  return eventId
}

const postsOf = async (tx: Tx, eventId: EventId): Promise<ItemId[]> =>
  (await tx.assessments.ofEvent(eventId)).map(({ id }) => id)

/** Does one step to the events that stand. */
async function act(tx: Tx, done: Step, standing: readonly EventId[]): Promise<void> {
  const eventId = standing[done.event % standing.length] as EventId
  const other = standing.find((id) => id !== eventId)
  const posts = await postsOf(tx, eventId)
  const one = posts[('which' in done ? done.which : 0) % posts.length] as ItemId
  if (done.what === 'come') await come(tx, eventId, done.post)
  if (done.what === 'count')
    await tx.db
      .updateTable('item')
      .set({ engagement: JSON.stringify({ reads: done.reads, shares: 7 }) })
      .where('id', '=', posts[done.event % posts.length] as ItemId)
      .execute()
  if (done.what === 'edit') {
    await tx.assessments.save(one, judgementOf(done.said))
    await tx.eventSettling.ask([eventId], done.asked ? 'rebuild' : 'judge')
  }
  if (done.what === 'correct') {
    const { author, source, foundMinute, publishedMinute } = done.post
    await tx.db
      .updateTable('item')
      .set({
        author_pseudonym: author,
        source_id: source,
        found_at: minute(tx, foundMinute),
        published_at: publishedMinute === null ? null : minute(tx, publishedMinute),
      })
      .where('id', '=', one)
      .execute()
  }
  if (done.what === 'split' && posts.length > 1)
    await tx.eventMerges.split(eventId, [one], done.event % 2 ? (other ?? null) : null, '值班员')
  if (done.what === 'merge' && other)
    if (done.byHand) await tx.eventMerges.merge(eventId, [other], '值班员')
    else await tx.eventPlacing.merge(eventId, other, { ...trace, likeness: 0.9 })
  if (done.what === 'undo') {
    const [merge] = await tx.eventMerges.ofEvent(eventId)
    if (merge) await tx.eventMerges.undo(merge.id, '值班员')
  }
  if (done.what === 'remove' && posts.length > 1) await deleteItems(tx.db, tx.now, [one], 'retention')
}

/** What a person is refused leaves everything as it was. */
const orRefused = (error: unknown): void => {
  if (!(error instanceof Conflict)) throw error
}

const standingOf = (tx: Tx) =>
  tx.db
    .selectFrom('opinion_event')
    .select(['id', 'representative_id', 'proposed'])
    .where('item_count', '>', 0)
    .orderBy('number')
    .execute()

/** The event judged from all its posts at once, and what is kept of it beside what all its posts say. */
async function whole(eventId: EventId) {
  return await as(async (tx) => {
    const members = await tx.assessments.ofEvent(eventId)
    const found = (await standingOf(tx)).find(({ id }) => id === eventId)
    const first = members.find(({ id }) => id === found?.representative_id) ?? members[0]
    const ordered = first ? [first, ...members.filter((member) => member !== first)] : members
    return {
      proposed: found?.proposed,
      judged: judgeEvent(ordered, severity).judgement,
      kept: await keptOf(tx, eventId),
      said: first ? saidBy(ordered) : null,
    }
  })
}

const byKey = (a: readonly unknown[], b: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1)

/** What is kept of an event, in the words of `saidBy`. */
async function keptOf(tx: Tx, eventId: EventId) {
  const [tally] = await tx.db.selectFrom('event_tally').selectAll().where('event_id', '=', eventId).execute()
  const facets = await tx.db.selectFrom('event_facet').selectAll().where('event_id', '=', eventId).execute()
  const hours = await tx.db.selectFrom('event_hour').selectAll().where('event_id', '=', eventId).execute()
  return {
    totals: tally && [
      ...[tally.posts, tally.reads, tally.comments, tally.shares, tally.authors, tally.peak],
      tally.representative_id,
    ],
    facets: facets
      .map(({ kind, value, posts, weight, first_item, place, said }) => [
        ...[kind, value, posts, weight, first_item, place],
        kind === 'source' ? null : said,
      ])
      .sort(byKey),
    hours: hours.map(({ hour, posts, minutes }) => [hour, posts, minutes]).sort(byKey),
    peaks: Math.max(0, ...hours.map(({ peak }) => peak)),
  }
}

/** What posts say together, the representative first, counted from nothing. */
function saidBy(ordered: readonly JudgedItem[]): Awaited<ReturnType<typeof keptOf>> {
  const { posts, reads, comments, shares, authors, peak } = totalsOf(ordered)
  return {
    totals: [posts, reads, comments, shares, authors, peak, ordered[0]?.id ?? null],
    facets: gatherFacets(ordered)
      .map(({ kind, value, posts, weight, first, place, said }) => [
        ...[kind, value, posts, weight, first.id, place],
        kind === 'source' ? null : said,
      ])
      .sort(byKey),
    hours: hoursOf(ordered)
      .map(({ hour, posts, minutes }) => [hour, posts, [...minutes]])
      .sort(byKey),
    peaks: peak,
  }
}

test('whatever happened to its posts, what is kept of an event is what they all say, and so it is judged', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 40 }),
      post,
      post,
      async (steps, one, two) => {
        const begun = await as(async (tx) => [await come(tx, null, one), await come(tx, null, two)])
        const mine = new Set<string>(begun)
        for (const done of [
          ...steps,
          { what: 'settle' as const, event: 0 },
          { what: 'settle' as const, event: 1 },
        ]) {
          const all = await as(standingOf)
          const standing = all.map(({ id }) => id as EventId).filter((id) => mine.has(id))
          if (done.what !== 'settle') {
            await as((tx) => act(tx, done, standing)).catch(orRefused)
            const before = new Set(all.map(({ id }) => id))
            for (const { id } of await as(standingOf)) if (!before.has(id)) mine.add(id)
          } else {
            const eventId = standing[done.event % standing.length] as EventId
            await as((tx) => tx.eventSettling.ask([eventId], 'judge'))
            await settleEvent({ eventId }, deps())
            const { proposed, judged, kept, said } = await whole(eventId)
            expect(kept).toEqual(said)
            expect(proposed).toEqual(judged)
          }
        }
      },
    ),
    { numRuns: 12 },
  )
})

test('what is kept of an event is what it is judged by, and is counted anew when asked', async () => {
  const quiet = { accusation: undefined, accused: [], units: [], focus: [], places: [], emergency: false }
  const plain: Post = {
    said: { ...quiet, grade: 'IV' },
    source: 'board',
    author: null,
    reads: 0,
    comments: 0,
    foundMinute: 5,
    publishedMinute: 5,
  }
  const eventId = await as((tx) => come(tx, null, plain))
  await settleEvent({ eventId }, deps())
  await as(async (tx) => {
    await tx.db.updateTable('event_tally').set({ reads: 777_777 }).where('event_id', '=', eventId).execute()
    await come(tx, eventId, plain)
  })
  await settleEvent({ eventId }, deps())
  expect(JSON.stringify((await whole(eventId)).proposed?.factors)).toContain('阅读 777777')
  await as(async (tx) => {
    await tx.eventTally.forget(eventId)
    await tx.eventSettling.ask([eventId], 'judge')
  })
  await settleEvent({ eventId }, deps())
  const { proposed, judged } = await whole(eventId)
  expect(proposed).toEqual(judged)
})
