import { createAnalyzer } from '@huiyin/analyzer/analyze'
import { analyzeItem } from '@huiyin/analyzer/jobs/analyze-item'
import { clusterItem } from '@huiyin/analyzer/jobs/cluster-item'
import { localAnalyzer } from '@huiyin/analyzer/local-analyzer'
import { openTestApi, type Person, type TestApi } from '@huiyin/api/testing'
import { openEgress } from '@huiyin/crawler/egress/egress'
import { sweepSource } from '@huiyin/crawler/sweep'
import { type LoopbackSite, openLoopbackSite } from '@huiyin/crawler/testing/loopback-site'
import type { SourceId } from '@huiyin/domain/ids'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import type { SpecialReportInput } from '@huiyin/reports/special-report-input'
import type { Original } from '@huiyin/store/original-vault'
import { readableValues } from '@huiyin/store/testing-scan'
import { testVault } from '@huiyin/store/testing-vault'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maskLogLine } from './mask-log-line.js'

/** Spellings that must be found nowhere but under seal; the plain forms as well as the way they were written. */
const planted = [
  '13812345678',
  '138-1234-5678',
  '１３９８７６５４３２１',
  '一三七零零零零一一一一',
  '0571-88881234转801',
  '110101199003070011',
  '6222020200112233440',
  '浙A12345',
  '浙AD12345',
  'E12345678',
  'zhang.san@example.com',
  '987654321',
  'zhang_wei_88',
  '3栋2单元501室',
  '128号',
  '4组17号',
  '欧阳建国',
  '诸葛秀英',
  '小城欧阳88',
]
const wrote = `我叫欧阳建国，住青禾县滨河花园3栋2单元501室，从昨晚开始停水，自来水公司一直不管。
电话13812345678或138-1234-5678，微信同号zhang_wei_88，QQ：987654321，邮箱zhang.san@example.com。
家里座机0571-88881234转801，我爱人诸葛秀英的手机是１３９８７６５４３２１，父亲一三七零零零零一一一一。
身份证110101199003070011，护照E12345678，退费请打到卡号6222020200112233440。
有一辆浙A12345和浙AD12345堵在建设路128号门口，老家在石桥村4组17号。盼复！小城欧阳88`
const title = '青禾县滨河花园停水，电话13812345678，我叫欧阳建国'

let api: TestApi
let site: LoopbackSite
let officer: Person
const logged: string[] = []
const reports: SpecialReportInput[] = []
const vault = testVault()

beforeAll(async () => {
  api = await openTestApi({
    at: '2026-08-03T12:00:00+08:00',
    config: { vault },
    reports: {
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
      specialReport: async (input) => {
        reports.push(input)
        return new Uint8Array([1])
      },
    },
  })
  officer = await api.signedIn('duty', ['duty-officer'])
  const page = (heading: string, text: string) =>
    `<html><head><title>${heading}</title></head><body><h1>${heading}</h1>
     <p>发布时间：2026-08-03 09:30　网友：小城欧阳88</p><div id="Zoom"><p>${text}</p></div></body></html>`
  site = await openLoopbackSite({
    '/list': `<ul class="list"><li><a href="/1">${title}</a></li><li><a href="/2">${title}转</a></li><li><a href="/gone">坏了</a></li></ul>`,
    '/1': page(title, wrote.replaceAll('\n', '</p><p>')),
    '/2': page(`${title}转`, `（转）${wrote.replaceAll('\n', '</p><p>')}`),
    '/gone': { status: 500, body: wrote },
  })
  await sweepAndJudge()
})
afterAll(async () => {
  await site.close()
  await api.close()
})

async function sweepAndJudge(): Promise<void> {
  const log = pino(
    { level: 'trace', hooks: { streamWrite: maskLogLine } },
    { write: (line: string) => void logged.push(line) },
  )
  const config = {
    userAgent: 'Huiyin/0.1 (+test)',
    allowedNetworks: ['127.0.0.0/8'],
    minHostDelayMs: 1_000,
    loopbackDelayMs: 0,
    secret: 'key',
    vault,
  }
  const egress = openEgress(config)
  const sourceId = await api.run((tx) =>
    tx.sources.upsert({
      id: 'board',
      name: '青禾县网民留言',
      kind: 'board',
      level: 'county',
      url: site.url('/list'),
      everySeconds: 600,
      local: true,
      read: { type: 'html', list: { entry: 'ul.list > li' } },
    }),
  )
  const sweep = await sweepSource(sourceId as SourceId, {
    store: api.store,
    egress,
    config,
    clock: api.clock,
    log,
  })
  expect(sweep.new).toBe(2)
  log.error({ err: new Error(`无法解析：${wrote}`) }, 'a page is quoted by an error')
  await egress.close()
  const deps = { store: api.store, local: localAnalyzer(api.store) }
  const items = await api.run((tx) => tx.items.ofSource(sourceId as SourceId))
  for (const { id } of items) {
    await analyzeItem({ itemId: id }, deps)
    await clusterItem({ itemId: id }, deps)
  }
}

/** Which planted texts stand in `text`, blanks and widths aside. */
const hits = (text: string): string[] => {
  const folded = text.normalize('NFKC')
  return planted.filter((one) => text.includes(one) || folded.includes(one.normalize('NFKC')))
}

test('the analyser, given the words unmasked, would spread them: the scan can fail', () => {
  const { gist, keywords } = createAnalyzer({ lexicon: loadLexicon(), units: [] }).analyze({
    title,
    text: wrote,
  })
  expect(hits(JSON.stringify({ title, gist, keywords })).length).toBeGreaterThan(0)
})

test('no readable column of any table holds what was planted', async () => {
  const values = await readableValues(api.ownerUrl)
  expect(values.length).toBeGreaterThan(100)
  expect(values.some(({ place }) => place === 'public.opinion_event.proposed')).toBe(true)
  expect(values.flatMap(({ place, text }) => hits(text).map((hit) => `${place}: ${hit}`))).toEqual([])
})

test('the original is under seal, whole', async () => {
  const [item] = await api.run((tx) => tx.items.ofSource('board' as SourceId))
  const sealed = await api.run((tx) => tx.originals.find(item!.id))
  const original = vault.open<Original>(item!.id, sealed!)
  expect(original.author).toBe('小城欧阳88')
  expect(hits(`${original.title}${original.text}${original.author}`)).toEqual(planted)
})

test('no log line holds what was planted, names and doors in a quoted page aside', () => {
  const shaped = new Set(planted.slice(0, 13))
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.flatMap((line) => hits(line).filter((hit) => shaped.has(hit)))).toEqual([])
})

test('no screen, report or export holds what was planted', async () => {
  const events = (await officer.get('/api/opinion-events')).json()
  const [event] = events.rows
  const bodies: string[] = []
  for (const url of [
    '/api/opinion-events',
    `/api/opinion-events/${event.id}`,
    '/api/rejected-items',
    '/api/opinion-logs/2026-08-03',
    '/api/wall',
    '/api/sources',
    '/api/privacy',
    `/api/opinion-events/${event.id}/special-report`,
  ]) {
    const answer = await officer.get(url)
    expect([url, answer.statusCode]).toEqual([url, 200])
    bodies.push(answer.body)
  }
  bodies.push(JSON.stringify(reports))
  expect(reports).toHaveLength(1)
  expect(bodies.flatMap(hits)).toEqual([])
  expect(bodies[1]).toContain('滨河花园')
})
