import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.js'
import { eventually, freePort, type HuiyinProcess, huiyin, temporaryFolder } from './huiyin-process.js'
import { certain, payloads } from './xss-payloads.js'

/**
 * Stored cross-site scripting, the whole way: a hostile page is swept by the real crawler, judged, stored, and shown on
 * every screen of the built dashboard in a real Chromium. Nothing of it may run, ask, or break the page's own rules.
 */
const password = '回音-e2e-Kouling-2026!'
const asText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

let site: Server
let product: HuiyinProcess
let browser: Browser
let context: BrowserContext
let page: Page
let url: string
const executed: string[] = []
const dialogs: string[] = []
const violations: string[] = []

/** One post a payload: as text to be shown, and once more as markup to be stripped. */
const post = (payload: string, index: number, base: string) => ({
  id: `${base}/post/${index}`,
  url: `${base}/post/${index}`,
  title: `青禾县小区停水反映第${index}号${asText(payload)}`,
  content_html: `<p>青禾县${index}号小区停水三天，居民多次反映无人处理，请水务局尽快恢复供水。${asText(payload)}</p>${payload}`,
  authors: [{ name: payload }],
  date_published: new Date(Date.now() - index * 60_000).toISOString(),
})

beforeAll(async () => {
  browser = await launchBrowser()
  site = createServer((request, response) => {
    const base = `http://${request.headers.host}`
    if (request.url === '/feed.json') {
      response.setHeader('content-type', 'application/feed+json')
      const items = payloads.map((payload, index) => post(payload, index, base))
      response.end(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: payloads[0], items }))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  product = huiyin(['start', '--port', String(port), '--data', temporaryFolder()])
  const [link] = await product.says(/http:\/\/\S+\/sign-in\/\S+/)
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  await context.exposeFunction('pwned', () => executed.push('pwned'))
  page = await context.newPage()
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text())
  })
  await page.goto(link)
  await page.locator('input[type=password]').first().waitFor()
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/feed/)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  site?.close()
})

/** One question to the API as the signed-in page asks it. */
const ask = <T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> =>
  page.evaluate(
    async ([how, where, what]) => {
      const me = (await (await fetch('/api/session')).json()) as { csrf: string }
      const answer = await fetch(where, {
        method: how,
        headers: { 'x-huiyin-csrf': me.csrf, ...(what ? { 'content-type': 'application/json' } : {}) },
        ...(what ? { body: JSON.stringify(what) } : {}),
      })
      return { status: answer.status, body: await answer.json().catch(() => null) }
    },
    [method, path, body] as const,
  )

/** Everything a reader does on a screen that could wake what sleeps in it: look, scroll, point at every chart. */
async function lookOver(path: string): Promise<void> {
  await page.goto(`${url}${path}`)
  await page.locator('#app *').first().waitFor()
  await page.waitForLoadState('networkidle')
  for (const chart of await page.locator('canvas, svg[role=img], .chart svg').all())
    await chart.hover({ force: true, timeout: 300 }).catch(() => undefined)
  await page.mouse.wheel(0, 20_000)
}

const nothingRan = () =>
  expect({ executed, dialogs, violations }).toEqual({ executed: [], dialogs: [], violations: [] })

interface Row {
  id: string
  title: string
  state: string
  itemCount: number
}
let events: Row[] = []

describe.sequential('a hundred hostile posts', () => {
  test('would run where nothing stands in their way', async () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(100)
    const bare = await context.newPage()
    await bare.goto(`data:text/html,<p>x</p>`)
    for (const payload of certain) {
      const before = executed.length
      await bare.evaluate((markup) => {
        document.body.innerHTML = markup
      }, payload)
      await eventually(`${payload} runs`, 5, async () => executed.length > before)
    }
    await bare.close()
    executed.length = 0
  })

  test('are read from a real page by the real crawler', async () => {
    const { port } = site.address() as AddressInfo
    const yaml = [
      'id: hostile-board',
      `name: ${JSON.stringify('青禾论坛<img src=x onerror=pwned()>')}`,
      'kind: forum',
      'level: county',
      `url: http://127.0.0.1:${port}/feed.json`,
      'everySeconds: 3600',
      'local: true',
      'read: { type: feed }',
    ].join('\n')
    expect(await ask('POST', '/api/sources', { yaml })).toMatchObject({ status: 201 })
    await eventually('every post is stored', 60, async () => {
      const { body } = await ask<{ itemsTotal: number }>('GET', '/api/sources/hostile-board')
      return body.itemsTotal >= payloads.length
    })
    await eventually('every post is judged', 60, async () => {
      const { body } = await ask<{ rows: Row[] }>(
        'GET',
        '/api/opinion-events?q=%E5%8F%B7%E5%B0%8F%E5%8C%BA&limit=200',
      )
      events = body.rows
      const rejected = await ask<{ rows: { sourceName: string }[] }>('GET', '/api/rejected-items?limit=200')
      const left = rejected.body.rows.filter((row) => row.sourceName.startsWith('青禾论坛')).length
      return events.reduce((sum, row) => sum + row.itemCount, 0) + left >= payloads.length
    })
    expect(events.length).toBeGreaterThan(0)
  })

  test('run on no screen, ask nothing and break no rule of the page', async () => {
    const [first] = events
    const accepted = await ask<{ id: string }>('POST', `/api/opinion-events/${first?.id}/accept`, {
      reason: payloads[6],
    })
    expect(accepted.status).toBe(201)
    await ask('POST', `/api/case-files/${accepted.body.id}/note`, {
      note: payloads.join('\n').slice(0, 1_900),
    })
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const shown: string[] = []
    for (const event of events) {
      await lookOver(`/events/${event.id}`)
      shown.push((await page.locator('body').textContent()) ?? '')
    }
    for (const path of [
      '/feed',
      `/feed?q=${encodeURIComponent(payloads[6] ?? '')}`,
      '/cases',
      `/cases/${accepted.body.id}`,
      `/log/${today}`,
      '/sources',
      '/wall',
      '/admin',
      '/account',
      '/privacy',
      '/welcome',
      `/${encodeURIComponent(payloads[6] ?? '')}`,
      '/feed?state=<img src=x onerror=pwned()>',
      '/login?back=javascript:pwned()',
      '/login?back=//evil.example/',
    ]) {
      await lookOver(path)
      expect(
        await page.locator('a[href^="javascript:" i], a[href^="data:" i], iframe, object, embed').count(),
      ).toBe(0)
      expect(new URL(page.url()).origin).toBe(url)
    }
    // Shown to the letter, so the words did reach the screens and were not merely lost on the way.
    expect(shown.join()).toContain('<img src=x onerror=pwned()>')
    expect(shown.join()).toContain("{{constructor.constructor('pwned()')()}}")
    nothingRan()
  })

  test('leave nothing in a report that a reader of PDFs would run', async () => {
    for (const event of events.slice(0, 3)) {
      const bytes = await page.evaluate(async (id) => {
        const answer = await fetch(`/api/opinion-events/${id}/special-report`)
        return [...new Uint8Array(await answer.arrayBuffer())]
      }, event.id)
      const pdf = unfold(Buffer.from(bytes))
      expect([pdf.startsWith('%PDF-'), pdf.includes('/Page')]).toEqual([true, true])
      // Only the match is told: a whole PDF in the log helps nobody.
      const active = /\/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|SubmitForm|ImportData|RichMedia)\b/
      expect([active.exec(pdf)?.[0], /\/URI\s*\((?!https?:).{20}/.exec(pdf)?.[0]]).toEqual([
        undefined,
        undefined,
      ])
    }
    nothingRan()
  })

  test('and the page’s own rules would have caught what escaping had missed', async () => {
    await page.goto(`${url}/login`)
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwned()>')
    })
    await eventually('the browser reports it', 5, async () => violations.length > 0)
    expect(executed).toEqual([])
  })
})

/** The objects of a PDF and what its compressed streams hold: fonts and images, where any bytes may stand, left out. */
function unfold(pdf: Buffer): string {
  const parts: string[] = []
  let from = 0
  for (;;) {
    const start = pdf.indexOf('stream', from)
    if (start < 0) break
    parts.push(pdf.subarray(from, start).toString('latin1'))
    const end = pdf.indexOf('endstream', start)
    if (end < 0) break
    try {
      const body = pdf.subarray(start + (pdf[start + 6] === 13 ? 8 : 7), end)
      const text = inflateSync(body, { finishFlush: 2 }).toString('latin1')
      if (/^[\t\n\r -~]{40}/.test(text)) parts.push(text)
    } catch {
      // Not compressed, or not by Flate.
    }
    from = end + 'endstream'.length
  }
  return [...parts, pdf.subarray(from).toString('latin1')].join('\n')
}
