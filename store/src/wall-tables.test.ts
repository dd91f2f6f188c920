import type { Actor, Role } from '@huiyin/domain/actor'
import type { EventId, ItemId, UnitCode, UserId } from '@huiyin/domain/ids'
import { addDays, dayOf } from '@huiyin/domain/shanghai'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putVector, replaceKeys } from './event-keys.js'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildItem, buildJudgement, buildUnit } from './testing-builders.js'
import { asOwner, readingPolicies, withOpenPolicy } from './testing-policies.js'
import type { Tx } from './tx.js'

/** In every text of what accuses the water bureau and nowhere else. */
const canary = '金丝雀'
let shelf: TestStore
/** Ids of everything walled, found by whoever lists them without leave. */
let walled: string[] = []

const someone = (role: Role, unitCode: string | null = null): Actor & { kind: 'user' } => ({
  kind: 'user',
  userId: '00000000-0000-4000-8000-0000000000aa' as UserId,
  name: role,
  roles: [role],
  unitCode: unitCode as UnitCode | null,
})
const officer = someone('duty-officer')
const outsiders: [string, Actor][] = [
  ['a person of the accused unit', someone('unit', 'shuiwu-ju')],
  ['a person of the accused unit who is also an officer', { ...officer, unitCode: 'shuiwu-ju' as UnitCode }],
  ['a person of a third unit', someone('unit', 'jiaoyu-ju')],
  ['a unit account without a unit', someone('unit')],
  ['the administrator', someone('administrator')],
  ['the auditor', someone('auditor')],
  ['a wall screen', { kind: 'display', linkId: '00000000-0000-4000-8000-000000000000' }],
]

/** The program's own: migrations, and the last number of each register. Neither is granted to the services. */
const withoutPolicies = ['register_number', 'schema_migration']

const tables = async (): Promise<string[]> =>
  (
    await asOwner<{ tablename: string }>(
      shelf.ownerUrl,
      `select tablename from pg_tables where schemaname = 'public' order by 1`,
    )
  ).map(({ tablename }) => tablename)

/** Tables from which this actor reads a row that belongs to what is walled. */
const leaksTo = async (actor: Actor): Promise<string[]> => {
  const leaking: string[] = []
  for (const table of (await tables()).filter((name) => !withoutPolicies.includes(name))) {
    const hits = await shelf.store.as(actor).transaction(async (tx) => {
      const { rows } = await sql<{ hits: number }>`
        select count(*) as hits from ${sql.table(table)} as row
        where row::text like ${`%${canary}%`} or row::text ~ ${walled.join('|')}
      `.execute(tx.db)
      return rows[0]?.hits ?? 0
    })
    if (hits > 0) leaking.push(table)
  }
  return leaking
}

/** What clustering and the desk keep of an event beside it. */
async function plantEventParts(tx: Tx, event: EventId): Promise<void> {
  const [item] = await tx.db.selectFrom('item').select('id').where('event_id', '=', event).execute()
  const signature = { minhash: [], terms: { [canary]: 1 }, places: [], topics: [] }
  await tx.eventPlacing.saveSignature(item!.id as ItemId, signature)
  const trace = { signature, vector: Buffer.from(canary), keys: [{ key: canary, weight: 1 }], period: 1 }
  await replaceKeys(event, trace).execute(tx.db)
  await putVector(event, trace).execute(tx.db)
  await sql`insert into event_word (word, events) values (${canary}, 1)`.execute(tx.db)
  const first = { item: item!.id as ItemId, at: tx.now, place: 0, said: null }
  await tx.eventTally.replace(event, {
    representativeId: item!.id as ItemId,
    recounted: [],
    totals: { posts: 1, reads: 0, comments: 0, shares: 0, authors: 0 },
    facets: [{ kind: 'place', value: canary, posts: 1, weight: 0, first }],
    hours: [{ hour: 1, posts: 1, minutes: [1] }],
  })
  await sql`insert into event_alarm (event_id, raised_at, window_hours, items, expected, reason)
    values (${event}, ${tx.now}, 1, 9, 0.1, ${canary})`.execute(tx.db)
  await sql`insert into item_engagement (item_id, at, counts) values (${item!.id}, ${tx.now}, '{"reads": 1}')`.execute(
    tx.db,
  )
  await sql`insert into item_version
      (item_id, number, content_hash, title, text, key_id, nonce, sealed, stored_at, replaced_at)
    values (${item!.id}, 1, '', ${canary}, ${canary}, 'key', ${Buffer.alloc(12)}, ${Buffer.alloc(17)}, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  )
  const twin = await buildEvent(tx, { title: `${canary}另题`, judgement: { accused: ['shuiwu-ju'] } })
  await tx.eventMerges.merge(event, [twin], canary)
  const third = await buildEvent(tx, { title: '另一件事' })
  await tx.eventMerges.separate(event, third, canary)
}

/** A text that went the whole way out, with a word of another organ. */
async function plantDraft(tx: Tx, caseFileId: string, author: UserId): Promise<void> {
  const by = { ...officer, userId: author, name: canary }
  const draft = { caseFileId, kind: 'response', form: 'statement', grade: null } as const
  const id = await tx.reviewDrafts.begin(
    { ...draft, title: canary, text: `${canary}正在核实有关情况。`, unitCode: 'zhujian-ju' },
    by,
  )
  const begun = await tx.reviewDrafts.summary(id)
  const approved = { kind: 'response', state: 'approved', level: null, returnedFrom: null } as const
  await tx.reviewDrafts.move(begun, approved, { step: 'submitted', level: null, remarks: canary }, by)
  const organ = { draftId: id, unitCode: 'jiaoyu-ju', wording: canary }
  await tx.reviewWordings.settle(organ, { state: 'confirmed', means: 'letter', reference: canary }, by)
  const publishedAt = tx.now.toISOString()
  await tx.reviewDrafts.publish(id, { reference: canary, publishedAt, summary: canary }, by)
}

/** A suggestion of a 监督员 that accuses the water bureau, handed to another unit. */
async function plantSuggestion(tx: Tx, by: UserId): Promise<string> {
  const person = { ...officer, userId: by }
  const { id } = await tx.supervisorSuggestions.register(
    {
      supervisor: canary,
      means: 'letter',
      area: canary,
      content: `${canary}反映的问题`,
      receivedOn: dayOf(tx.now),
      accusedUnits: ['shuiwu-ju'],
    },
    person,
  )
  const limitOn = addDays(dayOf(tx.now), 5)
  await tx.supervisorSuggestions.take(
    id,
    { kind: 'handed-on', unitCode: 'zhujian-ju', limitOn, note: canary },
    person,
  )
  return id
}

/** What the desk wrote as proof of a duty may speak of any unit: no unit reads it. */
async function plantDutyRecord(tx: Tx, by: UserId): Promise<void> {
  const today = dayOf(tx.now)
  await tx.dutyRecords.record(
    {
      regimeCode: 'national-2016',
      regimeName: '国家规定',
      atLeast: 1,
      local: false,
      aid: null,
      name: '季度通报',
      clause: '四',
      every: 'quarter',
      period: { from: today, to: addDays(today, 30) },
      dueOn: addDays(today, 30),
    },
    { doneOn: today, reference: canary, note: canary },
    { ...officer, userId: by },
  )
}

/** Notices of the accusation, as a planner that forgot the wall would have told them to everyone. */
async function tellEveryone(tx: Tx): Promise<void> {
  for (const role of ['duty-officer', 'unit'] as const) {
    const { userId } = someone(role)
    await sql`insert into account (id, name, display_name, roles, created_at)
      values (${userId}, ${'told'}, ${'told'}, ${[role]}, ${tx.now}) on conflict do nothing`.execute(tx.db)
  }
  const channel = '00000000-0000-4000-8000-0000000000cc'
  await tx.noticeChannels.create(
    { id: channel, name: '群', kind: 'webhook', audience: 'duty', unitCode: null, shown: 'x', sealed: 'x' },
    'x',
  )
  const { causes } = await tx.noticeCauses.take(100)
  for (const cause of causes.filter(({ accusedUnits }) => accusedUnits.includes('shuiwu-ju')))
    await tx.noticeCauses.save(cause, {
      words: canary,
      path: `/${canary}`,
      urgent: true,
      climbs: true,
      people: [someone('unit').userId],
      deliveries: [{ channelId: channel, accountId: null, mode: 'at-once', dueAt: tx.now }],
      rung: { to: 'duty', told: [canary], remark: canary },
      nextStepAt: null,
    })
}

beforeAll(async () => {
  shelf = await openTestStore()
  const service = shelf.store.as({ kind: 'service', name: 'api' })
  const judgement = buildJudgement({ accused: ['shuiwu-ju'], gist: `${canary}摘要` })
  walled = await service.transaction(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [buildUnit('shuiwu-ju', '水务局'), buildUnit('zhujian-ju', '住建局'), buildUnit('jiaoyu-ju', '教育局')],
    )
    const asker = await tx.accounts.create({
      name: 'duty',
      displayName: '值班员',
      roles: ['duty-officer'],
      unitCode: null,
    })
    const event = await buildEvent(tx, {
      title: `${canary}标题`,
      judgement,
      items: [{ text: `${canary}正文` }],
    })
    await sql`insert into mention (item_id, topic_code, spans)
      select id, ${canary}, '[]' from item where event_id = ${event}`.execute(tx.db)
    const subject = await tx.watchedSubjects.create(
      { name: '供水', rule: '停水', exclusion: '', note: '' },
      { ...officer, userId: asker.id },
    )
    await sql`insert into subject_mention (subject_id, item_id, version, spans, found_at)
      select ${subject.id}, id, 1, jsonb_build_array(jsonb_build_object('text', ${canary}::text)), found_at
      from item where event_id = ${event}`.execute(tx.db)
    const startAt = tx.now
    const caseFile = await tx.caseFiles.open(
      {
        eventId: event,
        kind: 'opinion',
        grade: 'III',
        regimeCode: 'national-2016',
        accusedUnits: ['shuiwu-ju'],
        timers: [
          {
            code: 'response',
            name: canary,
            startAt,
            dueAt: startAt,
            unit: 'hours',
            amount: 48,
            clause: '61号',
            document: '国办发',
            metBy: 'reply',
            steps: [],
          },
        ],
      },
      officer,
    )
    await tx.caseFiles.act(caseFile, { kind: 'dispatched', unitCode: 'zhujian-ju' as UnitCode }, officer)
    await tx.caseFiles.act(caseFile, { kind: 'noted', note: canary }, officer)
    await plantEventParts(tx, event)
    await tx.caseFiles.act(
      caseFile,
      { kind: 'instructed', by: canary, text: canary, unitCode: 'zhujian-ju' },
      officer,
    )
    await tx.attachments.add({
      id: '00000000-0000-4000-8000-0000000000bb',
      on: { caseFileId: caseFile },
      name: canary,
      mediaType: 'text/plain',
      size: 1,
      sha256: canary,
      audience: null,
      addedBy: canary,
      addedById: null,
      sealed: { keyId: 'key', nonce: Buffer.alloc(12), bytes: Buffer.alloc(17) },
    })
    await tx.casePresence.note(caseFile, { ...officer, userId: asker.id, name: canary }, true)
    await tx.clockChanges.request(
      caseFile,
      { request: { kind: 'lower-grade', grade: 'IV' }, reason: canary },
      { ...officer, userId: asker.id },
    )
    await tx.deadlineWarnings.give(10)
    await plantDraft(tx, caseFile, asker.id)
    await tx.wallChanges.request(
      event,
      { direction: 'raise', unitCode: 'jiaoyu-ju', reason: canary },
      { ...officer, userId: asker.id },
    )
    await tx.registeredMatters.save(
      {
        caseFileId: caseFile,
        formId: '00000000-0000-4000-8000-0000000000dd',
        itemId: (
          await tx.db.selectFrom('item').select('id').where('event_id', '=', event).executeTakeFirstOrThrow()
        ).id as ItemId,
        channel: 'post',
        startAt,
        lateReason: canary,
        details: { group: 'message', number: canary },
        subjectId: null,
      },
      { ...officer, userId: asker.id },
    )
    const suggestion = await plantSuggestion(tx, asker.id)
    await plantDutyRecord(tx, asker.id)
    await tellEveryone(tx)
    await buildItem(tx, { title: canary, judgement })
    const posts = await tx.db.selectFrom('item').select('id').where('event_id', '=', event).execute()
    return [event, caseFile, suggestion, ...posts.map(({ id }) => id)]
  })
})
afterAll(() => shelf.close())

test('every table a service can reach has row-level security', async () => {
  const open = await asOwner<{ relname: string }>(
    shelf.ownerUrl,
    `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and not relrowsecurity order by 1`,
  )
  expect(open.map(({ relname }) => relname)).toEqual(withoutPolicies)
})

test('whoever handles the accusation and the desk read it: the canaries are really there', async () => {
  const content = [
    'assessment',
    'attachment',
    'case_action',
    'case_file',
    'case_instruction',
    'clock_change',
    'deadline_revision',
    'deadline_warning',
    'event_alarm',
    'item',
    'item_engagement',
    'item_signature',
    'item_version',
    'mention',
    'notice',
    'opinion_event',
    'registered_matter',
    'response_deadline',
    'review_draft',
    'review_publication',
    'review_step',
    'review_version',
    'review_wording',
    'supervisor_step',
    'supervisor_suggestion',
  ]
  expect(await leaksTo(someone('unit', 'zhujian-ju'))).toEqual(content)
  expect(await leaksTo(officer)).toEqual(
    [
      ...content,
      'case_presence',
      'duty_record',
      'event_merge',
      'event_separation',
      'notice_step',
      'subject_mention',
      'wall_change',
    ].sort(),
  )
})

test.each(outsiders)('%s reads no walled row from any table', async (_, actor) => {
  expect(await leaksTo(actor)).toEqual([])
})

test('whoever sets no actor reads nothing of anyone', async () => {
  const nobody = { kind: '' } as unknown as Actor
  for (const table of (await tables()).filter((name) => !withoutPolicies.includes(name)))
    expect([
      table,
      await shelf.store.as(nobody).transaction(async (tx) => {
        const { rows } = await sql<{
          rows: number
        }>`select count(*) as rows from ${sql.table(table)}`.execute(tx.db)
        return rows[0]?.rows
      }),
    ]).toEqual([table, 0])
})

test('with any one of the content policies open, the accused unit would be found reading', async () => {
  const content = (await readingPolicies(shelf.ownerUrl)).filter(({ tablename }) =>
    [
      'opinion_event',
      'case_file',
      'item',
      'item_engagement',
      'item_signature',
      'item_version',
      'event_change',
      'event_facet',
      'event_hour',
      'event_key',
      'event_tally',
      'event_vector',
      'event_word',
      'event_merge',
      'event_separation',
      'event_alarm',
      'mention',
      'assessment',
      'case_action',
      'attachment',
      'case_instruction',
      'case_presence',
      'registered_matter',
      'response_deadline',
      'deadline_revision',
      'deadline_warning',
      'clock_change',
      'duty_record',
      'wall_change',
      'subject_mention',
      'review_draft',
      'review_publication',
      'review_step',
      'review_version',
      'review_wording',
      'notice',
      'supervisor_step',
      'supervisor_suggestion',
    ].includes(tablename),
  )
  expect(content.length).toBeGreaterThanOrEqual(24)
  for (const { tablename, policyname } of content)
    expect(
      await withOpenPolicy(shelf.ownerUrl, { table: tablename, policy: policyname }, () =>
        leaksTo(someone('unit', 'shuiwu-ju')),
      ),
    ).toContain(tablename)
})
