// Time of the 考核 table (this period and the one before) and of one figure's case list over 10,000 cases, beside a
// plain count of the same histories. Usage: node bench/appraisal.mjs [CASES]   (needs `npx tsc -b`)
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditKeyFrom } from '../store/dist/audit-key.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'
import { serviceUrl } from '../store/dist/roles.js'
import { openStore } from '../store/dist/store.js'

const pg = createRequire(new URL('../store/package.json', import.meta.url))('pg')
const cases = Number(process.argv[2] ?? 10_000)
const units = 40
const rounds = 7
const silent = { info() {}, warn() {}, error() {}, debug() {}, child: () => silent, level: 'silent' }
const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-appraisal-'))
const server = await startEmbeddedServer({ dataDir, log: silent })
await migrate(server.ownerUrl, silent)
const owner = new pg.Client({ connectionString: server.ownerUrl })
await owner.connect()
const idOf = (n) => `('00000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const openedAt = `'2026-01-01T01:00:00Z'::timestamptz + n * interval '12 minutes'`

await owner.query(`insert into responsible_unit (code, name, unit_group, kind)
  select 'u' || n, '单位' || n, '其他', 'body' from generate_series(0, ${units - 1}) n`)
await owner.query(`insert into opinion_event (id, title, signature, first_found_at, last_item_at, item_count, proposed, state)
  select ${idOf('n')}, '第' || n || '件', '{}', ${openedAt}, ${openedAt}, 1, '{"grade":"IV","units":[],"factors":[],"accused":[]}', 'accepted'
  from generate_series(1, ${cases}) n`)
await owner.query(`insert into case_file (id, number, event_id, state, kind, grade, regime_code, lead_unit_code, opened_at, next_due_at)
  select ${idOf('n')}, n, ${idOf('n')}, 'handling', 'opinion', 'IV', 'national-2016', 'u' || n % ${units}, ${openedAt}, ${openedAt} + interval '48 hours'
  from generate_series(1, ${cases}) n`)
await owner.query(`insert into case_action (case_file_id, action, actor, acted_at)
  select ${idOf('n')}, case k
      when 0 then '{"kind":"accepted"}'::jsonb
      when 1 then jsonb_build_object('kind', 'dispatched', 'unitCode', 'u' || n % ${units})
      when 2 then '{"kind":"received"}'::jsonb
      when 3 then '{"kind":"noted","note":"已联系"}'::jsonb
      else '{"kind":"responded","timerCode":"response","evidence":{"kind":"reply","reference":"文号","summary":"已办"}}'::jsonb end,
    '值班员', ${openedAt} + k * (n % 20) * interval '1 hour'
  from generate_series(1, ${cases}) n, generate_series(0, 4) k where k < 4 or n % 5 > 0`)
await owner.query(`insert into response_deadline (case_file_id, code, name, start_at, due_at, unit, amount, clause, document, met_by, steps, met_at)
  select ${idOf('n')}, 'response', '回应', ${openedAt}, ${openedAt} + interval '48 hours', 'hours', 48, '二', '通知', 'reply', '[]',
    case when n % 5 > 0 then ${openedAt} + 4 * (n % 20) * interval '1 hour' end
  from generate_series(1, ${cases}) n`)
await owner.query('vacuum analyze')
await owner.end()

const store = await openStore({
  databaseUrl: serviceUrl(server.ownerUrl),
  clock: { now: () => new Date('2026-06-30T00:00:00Z') },
  log: silent,
  auditKey: auditKeyFrom('a secret for this measurement only'),
})
const leader = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-0000000000aa',
  name: '组长',
  roles: ['leader'],
  unitCode: null,
}
const timed = async (work) => {
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await store.as(leader).transaction(work)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]
}
const period = { from: '2026-01-01', to: '2026-03-31' }
const baseline = await timed((tx) =>
  tx.db
    .selectFrom('case_action')
    .select((eb) => eb.fn.countAll().as('n'))
    .execute(),
)
const table = await timed((tx) => tx.unitAppraisals.over(period))
const list = await timed((tx) => tx.caseFiles.page({ counted: { figure: 'overdue', unit: 'u5', period } }))
const sample = await store.as(leader).transaction((tx) => tx.unitAppraisals.over(period))
const ms = (value) => `${value.toFixed(0)} ms`
console.log(`${cases} cases, ${units} units, median of ${rounds}`)
console.log(`plain count of all histories  ${ms(baseline)}`)
console.log(`考核 table, two periods        ${ms(table)}  (${(table / baseline).toFixed(1)} × baseline)`)
console.log(`cases of one figure            ${ms(list)}  (${(list / baseline).toFixed(1)} × baseline)`)
console.log(
  `handed over in the period      ${sample.reduce((sum, { figures }) => sum + figures.received, 0)}`,
)
await store.close()
await server.stop()
rmSync(dataDir, { recursive: true, force: true })
