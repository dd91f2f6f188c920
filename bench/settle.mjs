// Time to settle an event after one post came to it: an event that begins with 20 posts against one of 20,000, side by side, posts,
// words and units made up here and nowhere else. `settle` is the whole job, a transaction from `begin` to `commit`;
// `edit` is the same after a post, the first of an event or one anywhere in it, was edited and judged anew, so that the
// event's signature is made anew too; `recount` after everything kept was forgotten (it reads every post).
// Usage: node bench/settle.mjs [POSTS]   (needs `npx tsc -b`)
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settleEvent } from '../analyzer/dist/jobs/settle-event.js'
import { localAnalyzer } from '../analyzer/dist/local-analyzer.js'
import { countyDirectory } from '../keywords/dist/directory.js'
import { auditKeyFrom } from '../store/dist/audit-key.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'
import { serviceUrl } from '../store/dist/roles.js'
import { openStore } from '../store/dist/store.js'

const pg = createRequire(new URL('../store/package.json', import.meta.url))('pg')

const small = 20
const large = Number(process.argv[2] ?? 20_000)
const probes = 220
const silent = { info() {}, warn() {}, error() {}, debug() {}, child: () => silent, level: 'silent' }
const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-settle-'))
const server = await startEmbeddedServer({ dataDir, log: silent })
await migrate(server.ownerUrl, silent)
const owner = new pg.Client({ connectionString: server.ownerUrl })
await owner.connect()
const store = await openStore({
  databaseUrl: serviceUrl(server.ownerUrl),
  clock: { now: () => new Date() },
  log: silent,
  auditKey: auditKeyFrom('a secret for measuring only'),
})
const as = store.as({ kind: 'service', name: 'analyzer' })
const deps = { store, local: localAnalyzer(store) }
const directory = countyDirectory()

/** As a post of an ordinary matter is judged; every tenth names another place, every third another unit. */
const judgementOf = (n) => ({
  grade: n % 97 === 0 ? 'III' : 'IV',
  score: 20,
  factors: [
    {
      name: '个人诉求',
      points: 20,
      evidence: [{ start: 0, end: 4, text: '小区停水' }],
      basis: '北仑 二(二)',
    },
  ],
  topic: { l1: '城乡建设', l2: '市政', l3: '供水', confidence: 0.8 },
  units: [0, 1, 2].map((at) => {
    const { code, name, group } = directory[(at + (n % 3)) % directory.length]
    return {
      code,
      name,
      group,
      role: at ? 'assist' : 'lead',
      confidence: 0.9 - at / 4,
      reason: '职责含“供水”',
    }
  }),
  focus: ['b'],
  appeal: '投诉',
  places: ['滨河花园', `第${n % 200}小区`],
  sentiment: 'negative',
  emotion: 'angry',
  keywords: ['停水'],
  gist: '小区停水三天，没有人管。',
  accused: [],
  emergency: false,
  version: 'bench',
})

/** Posts `from`… of event `event`, one every five minutes up to now, by `authors` people. */
async function addPosts(event, from, to) {
  const posts = Array.from({ length: to - from }, (_, at) => from + at)
  await owner.query(
    `with posts as (
      insert into item (source_id, url, content_hash, title, text, author_pseudonym, published_at, found_at, engagement,
        admitted, analyzed_at)
      select 'board', 'https://example.com/' || $1::text || '/' || n, md5($1::text || '-' || n), '小区停水',
        repeat('小区停水三天了，没有人管，请有关部门处理。', 8), md5((n % 5000)::text),
        now() - ($3 - n) * interval '5 minutes', now() - ($3 - n) * interval '5 minutes',
        '{"reads": 30, "comments": 1}', true, now() from unnest($2::int[]) n returning id, url
    )
    insert into assessment (item_id, proposed, version, assessed_at)
    select id, ($4::jsonb) -> (split_part(url, '/', 5)::int - $5), 'bench', now() from posts`,
    [event, posts, to, JSON.stringify(posts.map(judgementOf)), from],
  )
  await owner.query(
    `update item set event_id = $1::text::uuid where url = any(select 'https://example.com/' || $1::text || '/' || n from unnest($2::int[]) n)`,
    [event, posts],
  )
  await owner.query(
    `update opinion_event set unsettled = 'judge', unsettled_at = now(), item_count = $2,
      representative_id = coalesce(representative_id, (select id from item where event_id = $1 order by found_at limit 1)) where id = $1`,
    [event, to],
  )
}

async function openEvent(posts) {
  const { rows } = await owner.query(`
    insert into opinion_event (title, signature, first_found_at, last_item_at, item_count, proposed)
    values ('小区停水', '{"minhash": [], "terms": {}, "places": [], "topics": []}', now(), now(), 0,
      '{"grade":"IV","units":[],"factors":[],"accused":[]}') returning id`)
  const event = { id: rows[0].id, posts: 0, settle: [], edit: [], recount: [] }
  for (; event.posts < posts; event.posts = Math.min(posts, event.posts + 2_000))
    await addPosts(event.id, event.posts, Math.min(posts, event.posts + 2_000))
  return event
}

const timed = async (work) => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function settleOneMore(event, kind) {
  await addPosts(event.id, event.posts, event.posts + 1)
  event.posts += 1
  if (kind === 'recount') await as.transaction((tx) => tx.eventTally.forget(event.id))
  event[kind].push(await timed(() => settleEvent({ eventId: event.id }, deps)))
}

/** Post `probe` of the event says something else, as the crawler and the analyzer leave it before the event is settled. */
async function settleEdit(event, probe) {
  const n = probe % 4 === 0 ? 0 : (probe * 7919) % event.posts
  await owner.query(
    `with edited as (
      update item set text = $3, content_hash = gen_random_uuid()::text where url = 'https://example.com/' || $1::text || '/' || $2
      returning id
    ), signed as (
      delete from item_signature where item_id in (select id from edited)
    )
    update assessment set proposed = $4::jsonb where item_id in (select id from edited)`,
    [event.id, n, `滨河花园小区停水第${probe}天了，没有人管。`, JSON.stringify(judgementOf(n + 1 + probe))],
  )
  await as.transaction((tx) => tx.eventSettling.ask([event.id], 'rebuild'))
  event.edit.push(await timed(() => settleEvent({ eventId: event.id }, deps)))
}

const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0
const round = (value) => Math.round(value * 100) / 100
try {
  await as.transaction(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [...directory],
    )
  })
  await owner.query(`insert into source (id, name, kind, level, url, definition, every_seconds, next_sweep_at, created_at)
    values ('board', '县长信箱', 'board', 'county', 'https://example.com/', '{}', 600, now(), now())`)
  const events = [await openEvent(small), await openEvent(large)]
  for (const { id } of events) await settleEvent({ eventId: id }, deps)
  await owner.query(
    'vacuum analyze item, assessment, opinion_event, event_facet, event_hour, event_tally, event_change',
  )
  for (let probe = 0; probe < probes; probe += 1)
    for (const event of events) await settleOneMore(event, 'settle')
  for (let probe = 0; probe < 40; probe += 1) for (const event of events) await settleEdit(event, probe)
  for (let probe = 0; probe < 5; probe += 1) for (const event of events) await settleOneMore(event, 'recount')
  const [one, other] = events.map(({ posts, settle, edit, recount }) => {
    const warm = settle.slice(20)
    return {
      posts,
      settle: { median: at(warm, 0.5), p95: at(warm, 0.95) },
      edit: { median: at(edit.slice(5), 0.5), p95: at(edit.slice(5), 0.95) },
      recount: at(recount, 0.5),
    }
  })
  for (const figures of [one, other])
    console.log(JSON.stringify(figures, (_, value) => (typeof value === 'number' ? round(value) : value)))
  console.log(
    JSON.stringify({
      ratioOfMedians: round(other.settle.median / one.settle.median),
      ratioOfP95: round(other.settle.p95 / one.settle.p95),
      ratioOfEdits: round(other.edit.median / one.edit.median),
      ratioOfRecounts: round(other.recount / one.recount),
    }),
  )
} finally {
  await store.close()
  await owner.end()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
