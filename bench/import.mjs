// Resident memory and time of tables looked through and taken in, by the command and by the page's way (a file sealed in
// the database, looked through, agreed to and taken in by a process started as the crawler's service is):
//   node bench/import.mjs [ROWS…]     (after `npx tsc -b`; rows 20000 and 100000 when left out)
// Each run is a process of its own on a fresh set of posts; its highest resident memory is read from the kernel (VmHWM).
// `startMb` is that of the same process with a table of one row, `riseMb` what the rows add. One JSON line a run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { leanProcess } from '../crawler/dist/lean-process.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'
import { buildCsv, buildXlsx } from './import-tables.mjs'

const { pino } = createRequire(new URL('../crawler/package.json', import.meta.url))('pino')
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [20_000, 100_000]
const main = fileURLToPath(new URL('../cli/dist/main.js', import.meta.url))
const page = fileURLToPath(new URL('./import-page.mjs', import.meta.url))

/** How a file is made, and how it is brought. */
const kinds = {
  csv: { file: 'tickets.csv', build: buildCsv },
  'xlsx packed': { file: 'tickets.xlsx', build: (rows, tag) => buildXlsx(rows, tag, { packed: true }) },
  'xlsx stored': { file: 'tickets.xlsx', build: (rows, tag) => buildXlsx(rows, tag, { packed: false }) },
}
const ways = {
  'looked through': (file) => ({ args: [main, 'import', '--dry-run', file] }),
  imported: (file) => ({ args: [main, 'import', file] }),
  page: (file) => ({ args: [...leanProcess.execArgv, page, file], env: leanProcess.env }),
}

const folder = mkdtempSync(join(tmpdir(), 'huiyin-import-'))
const log = pino({ level: 'silent' })
const server = await startEmbeddedServer({ dataDir: join(folder, 'database'), log })
let runs = 0
try {
  await migrate(server.ownerUrl, log)
  for (const [kind, { file, build }] of Object.entries(kinds))
    for (const [way, order] of Object.entries(ways)) {
      const run = async (rows) => {
        const path = join(folder, file)
        // Every run brings posts that no other brought.
        runs += 1
        const bytes = build(rows, `R${runs}`)
        writeFileSync(path, bytes)
        return { fileMb: mb(bytes.length), ...(await measured(order(path))) }
      }
      const { peakMb: startMb } = await run(1)
      for (const rows of sizes) {
        const found = await run(rows)
        console.log(JSON.stringify({ kind, way, rows, ...found, startMb, riseMb: found.peakMb - startMb }))
      }
    }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

function mb(bytes) {
  return Math.round(bytes / 2 ** 20)
}

async function measured({ args, env = {} }) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, HUIYIN_DATA: folder, DATABASE_URL: server.ownerUrl, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  let peakKb = 0
  child.stdout.on('data', (piece) => {
    out += piece
  })
  const watch = setInterval(() => {
    try {
      peakKb = Math.max(
        peakKb,
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
      )
    } catch {
      // It has just ended.
    }
  }, 20)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const { new: added } = JSON.parse(out.trim().split('\n').at(-1) || '{}')
  return { new: added, code, seconds, peakMb: mb(peakKb * 1024) }
}
