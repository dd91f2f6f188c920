import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LoopbackSite, openLoopbackSite } from '@huiyin/crawler/testing/loopback-site'
import { openTestStore, type TestStore, testSecret } from '@huiyin/store/testing'
import { buildDefinition } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnvironment } from './environment.js'
import { checkOnce, probeOnce } from './probe-once.js'

/** Built by the type check: Node itself reads no TypeScript. */
const huiyin = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const items = [1, 2, 3].map(
  (n) => `<item><title>第${n}盏路灯坏了</title><link>http://a.cn/${n}</link></item>`,
)

let shelf: TestStore
let site: LoopbackSite
let folder: string
let variables: Record<string, string>
let requests = 0

beforeAll(async () => {
  shelf = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'huiyin-probe-'))
  variables = {
    DATABASE_URL: shelf.ownerUrl,
    HUIYIN_DATA: folder,
    HUIYIN_SECRET: testSecret,
    HUIYIN_ALLOWED_NETWORKS: '127.0.0.0/8',
  }
  site = await openLoopbackSite({
    '/robots.txt': (_request, response) => {
      requests++
      response.writeHead(404).end()
    },
    '/feed': (_request, response) => {
      requests++
      response.end(`<rss version="2.0"><channel><title>来信</title>${items.join('')}</channel></rss>`)
    },
  })
  // Every turn that is taken at a host, by whichever process, in the order the store gave them.
  await asOwner(
    shelf.ownerUrl,
    `create table turn_taken (seq serial, host text, next_at timestamptz);
     create function note_turn() returns trigger language plpgsql security definer as
       'begin insert into public.turn_taken (host, next_at) values (new.host, new.next_at); return new; end';
     create trigger note_turn after insert or update on host_turn for each row execute function note_turn()`,
  )
})
afterAll(async () => {
  await site.close()
  await shelf.close()
  rmSync(folder, { recursive: true })
})

/** Runs a command in a process of its own; answers its exit code. */
async function run(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [huiyin, ...args], {
    env: { ...process.env, ...variables },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  return code
}

test('probing, checking and the trials of the page take turns at a host, in three processes', {
  timeout: 60_000,
}, async () => {
  const env = readEnvironment(variables)
  const url = site.url('/feed')
  const { definition, yaml } = await probeOnce(url, { env, store: shelf.store })
  const file = join(folder, 'source.yml')
  writeFileSync(file, yaml)
  const [probed, checked] = await Promise.all([
    run('source', 'probe', url),
    run('source', 'check', file),
    checkOnce(definition, { env, store: shelf.store }),
  ])
  expect({ probed, checked }).toEqual({ probed: 0, checked: 0 })
  const taken = await asOwner<{ pause: number | null }>(
    shelf.ownerUrl,
    `select extract(epoch from next_at - lag(next_at) over (order by seq))::float8 * 1000 as pause
     from turn_taken where host = '${new URL(url).host}' order by seq`,
  )
  expect(taken).toHaveLength(requests)
  expect(requests).toBeGreaterThanOrEqual(4)
  for (const { pause } of taken.slice(1)) expect(pause).toBeGreaterThanOrEqual(1_000)
})

test('the demonstration tries its own sites again, and nothing else of this machine', async () => {
  const env = readEnvironment({ ...variables, HUIYIN_ALLOWED_NETWORKS: '' })
  const inner = await openLoopbackSite({ '/': (_request, response) => void response.end('内部服务') })
  const probe = (url: string) => probeOnce(url, { env, store: shelf.store })
  await expect(probe(site.url('/feed'))).rejects.toThrow('内部地址')
  await shelf.store.as({ kind: 'service', name: 'cli' }).transaction(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [],
    )
    await tx.sources.upsert(buildDefinition('demo-feed', { url: site.url('/feed') }))
  })
  expect((await probe(site.url('/feed'))).preview.items).toHaveLength(3)
  await expect(probe(inner.url('/'))).rejects.toThrow('内部地址')
  await inner.close()
})
