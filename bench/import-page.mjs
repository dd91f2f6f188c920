// One file by the way of the page 批量导入, for bench/import.mjs: node bench/import-page.mjs FILE. Another process seals
// it (that is the api's part); this one looks it through, agrees and takes it in as the crawler's service does.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkImport } from '../crawler/dist/intake/check-import.js'
import { takeImport } from '../crawler/dist/intake/take-import.js'
import { crawlerActor } from '../crawler/dist/sweep/sweep-deps.js'
import { importFormatOf } from '../domain/dist/item-import.js'
import { openVault } from '../store/dist/original-vault.js'

import { serviceUrl } from '../store/dist/roles.js'
import { openStore } from '../store/dist/store.js'

const { pino } = createRequire(new URL('../crawler/package.json', import.meta.url))('pino')
const log = pino({ level: 'silent' })
const key = { id: 'bench', bytes: Buffer.alloc(32, 7) }
const vault = openVault({ current: () => key, find: () => key })
const [first, second] = process.argv.slice(2)
const store = await openStore({
  databaseUrl: serviceUrl(process.env.DATABASE_URL),
  clock: { now: () => new Date() },
  log,
  max: 6,
})
const as = (work) => store.as(crawlerActor).transaction(work)

if (first === 'seal') {
  const bytes = readFileSync(second)
  const name = basename(second)
  const id = randomUUID()
  const by = { name: '值班员', userId: randomUUID() }
  const format = importFormatOf(name, bytes)
  const sealed = vault.sealBytes(id, bytes)
  await as((tx) => tx.itemImports.add({ id, name, size: bytes.length, format, by, sealed }))
  console.log(id)
} else {
  const self = fileURLToPath(import.meta.url)
  const { stdout } = spawnSync(process.execPath, [self, 'seal', first], { encoding: 'utf8' })
  const importId = stdout.trim()
  const deps = { store, config: { secret: 'bench', vault }, log }
  await checkImport({ importId, look: 1 }, deps)
  await as((tx) => tx.itemImports.confirm(importId))
  await takeImport({ importId }, deps)
  const { state, rowsNew } = await as((tx) => tx.itemImports.get(importId))
  if (state !== 'done') process.exitCode = 1
  console.log(JSON.stringify({ new: rowsNew }))
}
await store.close()
