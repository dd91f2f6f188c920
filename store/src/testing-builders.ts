import { createHash } from 'node:crypto'
import type { EventId, ItemId, SourceId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { SourceDefinition, SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import { baselineOf } from '@huiyin/domain/source-baseline'
import { judgeHealth } from '@huiyin/domain/source-health'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Tx } from './tx.js'

/** Rows for tests with everything filled in that the test does not speak of. Parents are built where missing. */

export const buildUnit = (
  code: string,
  name: string,
  over: Partial<ResponsibleUnit> = {},
): ResponsibleUnit => ({
  code,
  name,
  group: '其他',
  kind: 'body',
  ...over,
})

export const buildDefinition = (id: string, over: Partial<SourceDefinition> = {}): SourceDefinition => ({
  id,
  name: `信源 ${id}`,
  kind: 'board',
  level: 'county',
  url: `https://example.com/${id}`,
  everySeconds: 600,
  local: true,
  read: { type: 'feed' },
  ...over,
})

export async function buildSource(
  tx: Tx,
  id = 'board',
  over: Partial<SourceDefinition> = {},
): Promise<SourceId> {
  return await tx.sources.upsert(buildDefinition(id, over))
}

/** The source of whoever names none; one that a test has described stays as it is. */
async function anySource(tx: Tx): Promise<SourceId> {
  const known = await tx.db.selectFrom('source').select('id').where('id', '=', 'board').executeTakeFirst()
  return known ? (known.id as SourceId) : await buildSource(tx)
}

/** A finished sweep with its figures and the health it leaves, as the crawler records it. */
export async function buildSweep(
  tx: Tx,
  sourceId: string,
  { outcome = 'ok', counts = { fetched: 3, new: 1, duplicates: 2 }, error = null }: BuildSweep = {},
): Promise<void> {
  const id = sourceId as SourceId
  const begun = await tx.sweeps.begin(id, 'test')
  if (!begun) throw new Error(`${sourceId} is being swept`)
  const memory = await tx.sourceStates.memory(id)
  const seen = { at: tx.now, outcome, unchanged: false, pageKind: null, error, newestAt: null }
  const verdict = judgeHealth(
    { ...seen, fetched: counts.fetched, known: counts.duplicates, new: counts.new, fields: {}, shapes: [] },
    memory,
    baselineOf([], { now: tx.now, lastNewAt: null, learnedFrom: null }),
  )
  await tx.sweeps.finish(begun.id, { outcome, counts, errors: error ? [error] : [] })
  const bad = verdict.findings.length > 0
  const ran = outcome !== 'failed' && outcome !== 'skipped'
  const nonzero = counts.fetched > 0
  await tx.sourceFigures.add(id, {
    at: tx.now,
    bad,
    ran,
    nonzero,
    listed: true,
    requests: 1,
    fields: {},
    ...counts,
  })
  await tx.sourceStates.save(id, verdict, null)
  if (verdict.alarm) await tx.sourceAlarms.raise(id, verdict.findings, { key: false, evidence: null })
  else if (!bad) await tx.sourceAlarms.clear(id)
}

export interface BuildSweep {
  outcome?: SweepOutcome
  counts?: SweepCounts
  error?: SweepError | null
}

export const buildJudgement = (over: Partial<Judgement> = {}): Judgement => ({
  grade: 'IV',
  score: 20,
  factors: [{ name: '个人诉求', points: 20, evidence: [], basis: '北仑 二(二)' }],
  topic: { l1: '城乡建设', l2: '市政', l3: '供水', confidence: 0.8 },
  units: [],
  focus: [],
  appeal: '投诉',
  places: [],
  sentiment: 'negative',
  emotion: 'angry',
  keywords: [],
  gist: '群众反映一事。',
  accused: [],
  emergency: false,
  version: 'test',
  ...over,
})

export interface BuildItem {
  sourceId?: SourceId
  title?: string
  text?: string
  foundAt?: Date
  engagement?: Record<string, number>
  admitted?: boolean | null
  eventId?: EventId
  judgement?: Judgement
}

let built = 0

/** One post; `admitted` null leaves it unanalysed. */
export async function buildItem(tx: Tx, over: BuildItem = {}): Promise<ItemId> {
  const sourceId = over.sourceId ?? (await anySource(tx))
  const { title = '小区停水', text = '小区停水三天了，没有人管。', foundAt = tx.now, admitted = true } = over
  built += 1
  const url = `https://example.com/${sourceId}/${process.pid}-${built}`
  const { id } = await tx.db
    .insertInto('item')
    .values({
      source_id: sourceId,
      url,
      content_hash: createHash('sha256').update(url).digest('hex'),
      title,
      text,
      author_pseudonym: null,
      published_at: foundAt,
      found_at: foundAt,
      engagement: JSON.stringify(over.engagement ?? {}),
      admitted,
      admission_reason: admitted === false ? '与本地无关' : admitted ? '本地信源' : null,
      analyzed_at: admitted === null ? null : foundAt,
      event_id: over.eventId ?? null,
      duplicate_of: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (over.judgement)
    await tx.db
      .insertInto('assessment')
      .values({
        item_id: id,
        proposed: JSON.stringify(over.judgement),
        version: over.judgement.version,
        assessed_at: foundAt,
      })
      .execute()
  return id as ItemId
}

export interface BuildEvent {
  title?: string
  foundAt?: Date
  judgement?: Partial<Judgement>
  /** Its posts; one is built when none are described. */
  items?: readonly BuildItem[]
  sourceId?: SourceId
}

/** An open event with its posts, as clustering would leave it. */
export async function buildEvent(tx: Tx, over: BuildEvent = {}): Promise<EventId> {
  const judgement = buildJudgement(over.judgement)
  const { title = '小区停水', foundAt = tx.now, items = [{}] } = over
  const { id } = await tx.db
    .insertInto('opinion_event')
    .values({
      title,
      representative_id: null,
      signature: JSON.stringify({ minhash: [], terms: {}, places: [], topics: [] }),
      first_published_at: foundAt,
      first_found_at: foundAt,
      last_item_at: foundAt,
      item_count: items.length,
      proposed: JSON.stringify(judgement),
      decided_by: null,
      decided_at: null,
      dismissed_reason: null,
      accused_units: judgement.accused,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const sourceId = over.sourceId ?? (await anySource(tx))
  for (const item of items)
    await buildItem(tx, { title, foundAt, sourceId, judgement, ...item, eventId: id as EventId })
  return id as EventId
}
