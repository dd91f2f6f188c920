// Time to place one post in a stock of 10,000 and of 1,000,000 items, made up here and nowhere else.
//
// `whole` is what one placing takes within its job: its transaction from `begin` to the answer to `commit` (turn, lock
// and word counts, looking for events, joining with a second look for what has become one with it, or opening, merging),
// by one worker, nobody else placing. `place` is the part within the transaction's work that follows the counts; `near`,
// `join` (with the second look), `open` … are parts of that. Outside of it: taking the job, reading the post and making
// its signature (`bench/analyze.mjs`), and settling the event after, a transaction of its own. The commit is not waited
// for on disk (`event-placing.ts` says why that loses nothing).
//
// Every probe goes to another event anywhere in the stock, so that nothing it needs has been read just before: real
// posts come in clusters and find more in memory. `joined` is the share that joined; the rest opened an event.
// Usage: node bench/place.mjs [ITEMS]   (needs `npx tsc -b`; about 3 GB of disk)
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storedShelf, traceOf } from '../analyzer/dist/jobs/stored-shelf.js'
import { placeOnShelf } from '../analyzer/dist/place-on-shelf.js'
import { auditKeyFrom } from '../store/dist/audit-key.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'
import { serviceUrl } from '../store/dist/roles.js'
import { openStore } from '../store/dist/store.js'

const pg = createRequire(new URL('../store/package.json', import.meta.url))('pg')

const most = Number(process.argv[2] ?? 1_000_000)
const itemsPerEvent = 5
const probes = 300
const tracedAtOnce = 5_000
const silent = { info() {}, warn() {}, error() {}, debug() {}, child: () => silent, level: 'silent' }
const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-place-'))
const server = await startEmbeddedServer({ dataDir, log: silent })
await migrate(server.ownerUrl, silent)
const owner = new pg.Client({ connectionString: server.ownerUrl })
await owner.connect()

const idOf = (n) => `('00000000-0000-4000-8000-' || lpad('${n}', 12, '0'))::uuid`

/** Keys and vectors of events `from`…, as the analyzer writes them. */
async function addTraces(from, to) {
  const { rows } = await owner.query(
    `select id, signature, last_told_at as "lastToldAt" from opinion_event where id >= ${idOf(from)} and id < ${idOf(to)}`,
  )
  const traces = rows.map(({ id, ...event }) => ({ id, ...traceOf(event) }))
  const keys = traces.flatMap(({ id, period, keys }) => keys.map((key) => ({ id, period, ...key })))
  await owner.query(
    `insert into event_key (key, period, weight, event_id)
     select * from unnest($1::text[], $2::int[], $3::real[], $4::uuid[])`,
    ['key', 'period', 'weight', 'id'].map((column) => keys.map((row) => row[column])),
  )
  await owner.query(
    `insert into event_vector (event_id, vector) select * from unnest($1::uuid[], $2::bytea[])`,
    [traces.map(({ id }) => id), traces.map(({ vector }) => vector)],
  )
}

/** Words of a Zipf-like vocabulary, so that some are in a tenth of all events and most in a few. */
const fill = async (from, to) => {
  await owner.query(`
    insert into opinion_event (id, title, signature, first_found_at, last_item_at, first_told_at, last_told_at, item_count, proposed)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '第' || n || '件', jsonb_build_object(
        'minhash', (select jsonb_agg((hashint8(n * 64 + k)::bigint + 2147483648)) from generate_series(0, 63) k),
        'terms', (select jsonb_object_agg('词' || floor(60000 * power(random_of(n, k), 3)), round((1.0 / sqrt(k + 2))::numeric, 4)) from generate_series(0, 39) k),
        'places', '[]'::jsonb, 'topics', '[]'::jsonb),
      at, at, at, at, ${itemsPerEvent}, '{"grade":"IV","units":[],"factors":[],"accused":[]}'
    from generate_series(${from}::bigint, ${to - 1}::bigint) n, lateral (select now() - (n % 1000) * interval '8 hours' as at) t`)
  for (let at = from; at < to; at += tracedAtOnce) await addTraces(at, Math.min(to, at + tracedAtOnce))
  await owner.query(`
    insert into item (source_id, url, content_hash, title, text, published_at, found_at, admitted, analyzed_at, event_id)
    select 'board', 'https://example.com/' || n || '/' || k, md5(n::text || '-' || k), '第' || n || '件', repeat('某路某处有事，请有关部门处理。', 12), at, at, true, at,
      ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
    from generate_series(${from}::bigint, ${to - 1}::bigint) n, generate_series(1, ${itemsPerEvent}) k,
      lateral (select now() - (n % 1000) * interval '8 hours' as at) t`)
  await owner.query(`delete from event_word`)
  await owner.query(`insert into event_word select word, count(*) from opinion_event, jsonb_object_keys(signature -> 'terms') word group by 1
    union all select '', count(*) from opinion_event`)
  await owner.query('vacuum analyze opinion_event, event_key, event_vector, item, event_word')
  await owner.query('checkpoint')
}

await owner.query(`create function random_of(n bigint, k int) returns double precision language sql immutable
  return (hashint8(n * 1000 + k)::bigint + 2147483648) / 4294967296.0`)
await owner.query(`insert into source (id, name, kind, level, url, definition, every_seconds, next_sweep_at, created_at)
  values ('board', '县长信箱', 'board', 'county', 'https://example.com/', '{}', 600, now(), now())`)
const store = await openStore({
  databaseUrl: serviceUrl(server.ownerUrl),
  clock: { now: () => new Date() },
  log: silent,
  auditKey: auditKeyFrom('a secret for measuring only'),
})
const as = store.as({ kind: 'service', name: 'analyzer' })
const judgement = {
  grade: 'IV',
  score: 0,
  factors: [],
  units: [],
  places: [],
  accused: [],
  focus: [],
  keywords: [],
  gist: '',
}

/** Half the words of an event that is there, so that two of three posts join and some open. */
async function measure(events) {
  const times = { place: [], whole: [] }
  let joined = 0
  for (let probe = 0; probe < probes; probe += 1) {
    const n = Math.floor((events * probe) / probes)
    const { rows } = await owner.query(
      `select signature -> 'terms' as terms from opinion_event where id = ('00000000-0000-4000-8000-' || lpad($1::text, 12, '0'))::uuid`,
      [n],
    )
    const own = Object.entries(rows[0].terms)
      .filter((_, at) => (at + probe) % 3 > 0 || probe % 5 > 0)
      .slice(0, 20)
    const strange = Array.from({ length: 10 }, (_, at) => [`词${(probe * 7919 + at * 104729) % 60000}`, 0.3])
    const { rows: made } = await owner.query(
      `insert into item (source_id, url, content_hash, title, text, found_at, admitted, analyzed_at)
       values ('board', 'https://example.com/probe/' || gen_random_uuid(), gen_random_uuid()::text, '试', '试', now(), true, now()) returning id`,
    )
    const itemId = made[0].id
    const signature = {
      minhash: Array.from({ length: 64 }, (_, k) => ((probe * 64 + k) * 2654435761) % 4294967296),
      terms: Object.fromEntries([...own, ...strange]),
      places: [],
      topics: [],
    }
    const at = new Date()
    const begin = performance.now()
    await as.transaction(async (tx) => {
      const counts = await tx.eventPlacing.begin(itemId, Object.keys(signature.terms))
      const shelf = storedShelf(tx, {
        itemId,
        title: '试',
        judgement,
        publishedAt: null,
        foundAt: at,
        counts,
      })
      const spent = {}
      const timed = Object.fromEntries(
        Object.entries(shelf).map(([name, act]) => [
          name,
          name === 'counts'
            ? act
            : async (...given) => {
                const from = performance.now()
                const answer = await act(...given)
                spent[name] = (spent[name] ?? 0) + performance.now() - from
                return answer
              },
        ]),
      )
      const from = performance.now()
      const { placement } = await placeOnShelf({ id: itemId, signature, at }, timed)
      times.place.push(performance.now() - from)
      for (const [name, ms] of Object.entries(spent)) times[name] = [...(times[name] ?? []), ms]
      if (placement) joined += 1
    })
    times.whole.push(performance.now() - begin)
  }
  const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { count: list.length, median: at(list.slice(30), 0.5), p95: at(list.slice(30), 0.95) },
    ]),
  )
  return { ...figures, joined: joined / probes }
}

const round = (value) => Math.round(value * 100) / 100
const results = []
try {
  let filled = 0
  for (const items of [10_000, most]) {
    const events = items / itemsPerEvent
    const from = performance.now()
    await fill(filled, events)
    filled = events
    const fillSeconds = round((performance.now() - from) / 1000)
    results.push({ items, events, fillSeconds, ...(await measure(events)) })
    console.log(
      JSON.stringify(results.at(-1), (_, value) => (typeof value === 'number' ? round(value) : value)),
    )
  }
  const [small, large] = results
  console.log(
    JSON.stringify({
      ratioOfMedians: round(large.whole.median / small.whole.median),
      ratioOfP95: round(large.whole.p95 / small.whole.p95),
    }),
  )
} finally {
  await store.close()
  await owner.end()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
