// Resident memory and time of a workbook and a CSV of 100,000 rows looked through (`huiyin import --dry-run`) and
// imported into a fresh embedded database: node bench/import.mjs [ROWS] (after `npx tsc -b`). Each run is a process
// of its own; its highest resident memory is read from the kernel (VmHWM). Prints one JSON line a run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildZip } from '../crawler/dist/intake/testing-workbook.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'

const { pino } = createRequire(new URL('../crawler/package.json', import.meta.url))('pino')
const rows = Number(process.argv[2] ?? 100_000)
const main = fileURLToPath(new URL('../cli/dist/main.js', import.meta.url))
const places = ['枫渡路', '桑园街', '学府路', '青云大道', '禾文巷', '石塘村', '柘岭镇', '东门市场']
const matters = [
  '路灯不亮',
  '井盖松动',
  '停水没有通知',
  '垃圾没人清运',
  '占道经营',
  '噪声扰民',
  '公交晚点',
  '路面塌陷',
]
const titleOf = (n) => `${places[n % 8]}${matters[(n >> 3) % 8]}（第${n}号）`
const textOf = (n) =>
  `${places[n % 8]}${(n * 7) % 400}号附近${matters[(n >> 3) % 8]}已经${n % 90}天，编号${n}，希望有关部门尽快处理并答复。`

const folder = mkdtempSync(join(tmpdir(), 'huiyin-import-'))
const log = pino({ level: 'silent' })
const server = await startEmbeddedServer({ dataDir: join(folder, 'database'), log })
try {
  await migrate(server.ownerUrl, log)
  const timeOf = (n) => `2026-08-${String((n % 28) + 1).padStart(2, '0')} 09:30`
  const lines = Array.from({ length: rows }, (_, n) => `C${titleOf(n)},C${textOf(n)},${timeOf(n)}`)
  const files = { 'tickets.csv': `标题,内容,时间\n${lines.join('\n')}\n`, 'tickets.xlsx': workbook() }
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    const fileMb = Math.round(Buffer.byteLength(bytes) / 2 ** 20)
    for (const flags of [['--dry-run'], []])
      console.log(JSON.stringify({ fileMb, ...(await measured(['import', ...flags, file])) }))
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measured(args) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, HUIYIN_DATA: folder, DATABASE_URL: server.ownerUrl, LOG_LEVEL: 'error' },
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
  const last = JSON.parse(out.trim().split('\n').at(-1) ?? '{}')
  return { ...last, code, seconds, peakMb: Math.round(peakKb / 1024) }
}

/** Texts shared, as Excel writes them; times are day counts shown as dates. */
function workbook() {
  const shared = []
  const sheet = [
    '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c><c r="B1" t="inlineStr"><is><t>内容</t></is></c><c r="C1" t="inlineStr"><is><t>时间</t></is></c></row>',
  ]
  for (let n = 0; n < rows; n++) {
    shared.push(`<si><t>${titleOf(n)}</t></si><si><t>${textOf(n)}</t></si>`)
    sheet.push(
      `<row r="${n + 2}"><c r="A${n + 2}" t="s"><v>${n * 2}</v></c><c r="B${n + 2}" t="s"><v>${n * 2 + 1}</v></c><c r="C${n + 2}" s="1"><v>${46235 + (n % 28)}.395</v></c></row>`,
    )
  }
  return buildZip({
    'xl/workbook.xml': '<workbook><sheets><sheet name="台账" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${shared.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet.join('')}</sheetData></worksheet>`,
  })
}
