// Clocks of ten thousand open cases: node bench/cases.mjs (after `npx tsc -b`). Prints JSON: the due list through HTTP
// beside `/api/health` of the same run, the minute tick without and with 200,000 closed cases, and a calendar import
// that counts every open clock anew, beside one update of as many rows. The database is a real PostgreSQL, fsync off.

import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { importCalendar } from '../api/dist/import-calendar.js'
import { issueLink } from '../api/dist/links.js'
import { loadApiKeywords } from '../api/dist/reviewed-data.js'
import { buildServer } from '../api/dist/server.js'
import { openTestStore } from '../store/dist/testing.js'
import prepareRun from '../store/dist/testing-server.js'
import { testVault } from '../store/dist/testing-vault.js'

const require = createRequire(new URL('../store/package.json', import.meta.url))
const apiRequire = createRequire(new URL('../api/package.json', import.meta.url))
const pg = require('pg')
const open = 10_000
const closed = 200_000
const endRun = prepareRun()
const { store, clock, ownerUrl, close } = await openTestStore({ at: '2026-03-10T09:00:00+08:00' })
const service = store.as({ kind: 'service', name: 'api' })
const owner = new pg.Client({ connectionString: ownerUrl })
await owner.connect()
const progress = (words) => process.stderr.write(`${words}\n`)
const sorted = (times) => [...times].sort((a, b) => a - b)
const at = (times, share) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))]
const round = (value) => Math.round(value * 100) / 100
async function timed(work) {
  const from = performance.now()
  await work()
  return performance.now() - from
}
/** One part of the run, told on stderr as it ends. */
async function part(name, work) {
  let answer
  const took = await timed(async () => {
    answer = await work()
  })
  progress(`${name}: ${Math.round(took)} ms`)
  return answer
}

/** Cases with a clock of ten working days each; closed ones are met. */
async function fill(count, isClosed, from) {
  await owner.query('begin')
  await owner.query('set local session_replication_role = replica')
  await owner.query(
    `with e as (
       insert into opinion_event (title, signature, first_found_at, last_item_at, item_count, proposed, state)
       select '群众反映第 ' || n || ' 件', '{}', $2::timestamptz, $2, 1, '{"grade":"IV","units":[]}', 'accepted'
       from generate_series($3::int, $3::int + $1::int - 1) n returning id),
     c as (
       insert into case_file (number, event_id, state, kind, grade, regime_code, opened_at, closed_at, next_due_at)
       select $3::int + row_number() over (), id, case when $4 then 'closed' else 'handling' end, 'message.investigate', 'IV', 'shaomi', $2,
         case when $4 then $2::timestamptz end, case when not $4 then $2::timestamptz + (random() * 20) * interval '1 day' end
       from e returning id, next_due_at)
     insert into response_deadline (case_file_id, code, name, start_at, due_at, last_day, unit, amount, clause,
       document, met_by, steps, met_at, next_warning_at)
     select id, 'message', '调查核实回复', $2, coalesce(next_due_at, $2::timestamptz + interval '14 days'), null,
       'workdays', 10, '第四条', '勺米镇政民互动管理制度', 'reply', '[]', case when $4 then $2::timestamptz end,
       case when not $4 then '-infinity'::timestamptz end
     from c`,
    [count, '2026-03-05T09:00:00+08:00', from, isClosed],
  )
  await owner.query('commit')
  await owner.query('analyze')
  progress(`filled ${count} ${isClosed ? 'closed' : 'open'}`)
}

const tick = () => service.transaction((tx) => tx.deadlineWarnings.give(500))
async function drain() {
  const took = await timed(async () => {
    while ((await tick()).clocks > 0);
  })
  return took
}
async function tickCost(rounds = 200) {
  const times = []
  for (let i = 0; i < rounds; i += 1) times.push(await timed(tick))
  return at(times, 0.5)
}

await service.transaction((tx) =>
  tx.jurisdiction.start(
    { name: '青禾县', aliases: [], parents: [], regimeCode: 'shaomi', demonstration: true },
    [{ code: 'shuiwu-ju', name: '水务局', group: '其他', kind: 'body' }],
  ),
)
await fill(open, false, 1)
const firstTick = await part('first tick', drain)
const tickAlone = await part('ticks', () => tickCost())
await fill(closed, true, open + 1)
const tickAmongClosed = await part('ticks among closed', () => tickCost())

const log = apiRequire('fastify')({ logger: false }).log
const keywords = loadApiKeywords()
const app = buildServer({
  store,
  keywords,
  clock,
  log,
  config: {
    secret: 'a secret for measuring only, long enough',
    vault: testVault(),
    version: '0',
    dashboardDir: '/nonexistent',
    secureCookies: false,
    parseSource: JSON.parse,
    limits: { general: 1e9, signIn: 100 },
  },
})
const base = await app.listen({ port: 0, host: '127.0.0.1' })
const { path } = await service.transaction(async (tx) =>
  issueLink(
    tx,
    await tx.accounts.create({
      name: 'duty',
      displayName: '值班员',
      roles: ['duty-officer'],
      unitCode: null,
    }),
  ),
)
const entered = await fetch(`${base}/api/sign-in-links/${path.split('/').at(-1)}`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ password: 'Correct horse 电池 1' }),
})
const cookie = entered.headers.get('set-cookie').split(';')[0]
async function asked(address) {
  const times = []
  for (let i = 0; i < 120; i += 1)
    times.push(
      await timed(async () => {
        const answer = await fetch(base + address, { headers: { cookie } })
        if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
        await answer.arrayBuffer()
      }),
    )
  return { p50: round(at(times.slice(20), 0.5)), p95: round(at(times.slice(20), 0.95)) }
}
const trivial = await part('trivial', () => asked('/api/session'))
const dueList = await part('dueList', () => asked('/api/case-files?scope=open&limit=50'))
const overdueList = await part('overdueList', () => asked('/api/case-files?scope=overdue&limit=50'))
const warnings = await part('warnings', () => asked('/api/deadline-warnings'))

const yaml = `year: 2026
papers: [https://www.gov.cn/zhengce/2026.htm]
holidays:
  - name: 放假
    off: [2026-03-11..2026-03-12]
`
let recount
const recountMs = await timed(async () => {
  recount = await importCalendar(
    { name: '2026.yml', yaml },
    { store, keywords, by: { kind: 'service', name: 'cli' } },
  )
})
const touched = await timed(() =>
  owner.query(`update response_deadline set due_at = due_at where met_at is null`),
)
process.stdout.write(
  `${JSON.stringify(
    {
      open,
      closed,
      http: {
        session: trivial,
        dueList,
        overdueList,
        warnings,
        dueListToSession: round(dueList.p95 / trivial.p95),
      },
      tick: {
        firstOverAllOpenMs: round(firstTick),
        idleMs: round(tickAlone),
        idleAmongClosedMs: round(tickAmongClosed),
        ratio: round(tickAmongClosed / tickAlone),
      },
      recount: {
        ...recount,
        ms: round(recountMs),
        oneUpdateMs: round(touched),
        ratio: round(recountMs / touched),
      },
    },
    null,
    2,
  )}\n`,
)
await app.close()
await owner.end()
await close()
await endRun()
