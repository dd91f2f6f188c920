import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.js'
import { eventually, freePort, type HuiyinProcess, huiyin, temporaryFolder } from './huiyin-process.js'

const password = 'huiyin-e2e-口令-2026'
const dataDir = temporaryFolder()
let port: number
let url: string
let product: HuiyinProcess
let browser: Browser
let page: Page

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

interface FeedRow {
  id: string
  title: string
  grade: string
  unit: { name: string } | null
}
/** The open events as the signed-in page gets them. */
const feed = (): Promise<FeedRow[]> =>
  page.evaluate(async () => (await (await fetch('/api/opinion-events?state=open&limit=100')).json()).rows)

interface Health {
  services: { name: string; pid: number; alive: boolean; restarts: number }[]
}
const health = async (): Promise<Health> => (await fetch(`${url}/api/health`)).json() as Promise<Health>

beforeAll(async () => {
  port = await freePort()
  url = `http://127.0.0.1:${port}`
  browser = await launchBrowser()
  product = huiyin(['start', '--port', String(port), '--data', dataDir])
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

describe.sequential('a newcomer', () => {
  test('types start and gets a one-time link instead of a default password', async () => {
    const [link] = await product.says(/http:\/\/\S+\/sign-in\/\S+/)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await page.goto(link)
    await page.locator('input[type=password]').first().waitFor()
    for (const field of await page.locator('input[type=password]').all()) await field.fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/feed/)
    expect((await fetch(`${url}/api/sign-in-links/${link.split('/').at(-1)}`)).status).toBeGreaterThanOrEqual(
      404,
    )
  })

  test('who comes back to the bare address is led to the feed, not to an empty page', async () => {
    await page.goto(url)
    await page.waitForURL(/\/feed/)
  })

  test('is told that the server does not answer, instead of being asked to sign in again', async () => {
    const asks = `${url}/api/session`
    await page.route(asks, (route) => route.fulfill({ status: 503, body: '' }))
    await page.goto(`${url}/cases`)
    await page.getByText('服务正在启动或暂不可用').waitFor()
    expect(page.url()).toBe(`${url}/cases`)
    await page.unroute(asks)
    await page.getByRole('button', { name: '重新加载' }).click()
    await page.getByRole('heading', { name: /未办结/ }).waitFor()
    expect(page.url()).toBe(`${url}/cases`)
    await page.goto(url)
    await page.waitForURL(/\/feed$/)
  })

  test('sees public posts found, graded and given to a unit within a minute', async () => {
    const grave = await eventually('an event of grade III with a unit', 60, async () =>
      (await feed()).find((row) => row.grade === 'III' && row.unit !== null),
    )
    await page.getByText(grave.title).first().waitFor()
    await expect(page.locator('body').textContent()).resolves.toContain('演示')
    await eventually('more than ten events', 60, async () => ((await feed()).length > 10 ? true : undefined))
  })

  test('accepts an event and watches its clock run', async () => {
    const event = (await feed()).find((row) => row.grade === 'III' && row.unit !== null)
    if (!event) throw new Error('the grave event is gone')
    await page.goto(`${url}/events/${event.id}`)
    await page.getByRole('button', { name: /受理/ }).first().click()
    await page
      .getByRole('button', { name: /确认受理|确认|受理并/ })
      .last()
      .click()
    await page.waitForURL(/\/cases\//)
    const clock = page.getByText(/还剩/).first()
    await clock.waitFor()
    const body = await page.locator('body').textContent()
    expect(body).toContain('国办发')
    expect(body).toMatch(/48 ?小时|5 ?小时|24 ?小时/)
  })

  test('gets the special report of the event as a PDF', async () => {
    const { status, type, head } = await page.evaluate(async () => {
      const { rows } = await (await fetch('/api/case-files')).json()
      const answer = await fetch(`/api/opinion-events/${rows[0].eventId}/special-report`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        head: String.fromCharCode(...bytes.slice(0, 5)),
      }
    })
    expect({ status, type, head }).toEqual({ status: 200, type: 'application/pdf', head: '%PDF-' })
  })

  test('opens the wall screen by a signed link without signing in', async () => {
    const link = await page.evaluate(async () => {
      const me = await (await fetch('/api/session')).json()
      const answer = await fetch('/api/display-links', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-huiyin-csrf': me.csrf },
        body: JSON.stringify({ name: '大厅' }),
      })
      return (await answer.json()).link.path as string
    })
    const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
    await wall.goto(`${url}${link}`)
    await wall.getByText('青禾县').first().waitFor()
    expect(wall.url()).not.toContain('key=')
    expect(await wall.evaluate(async () => (await fetch('/api/opinion-events')).status)).toBe(403)
    await wall.context().close()
  })
})

describe.sequential('an IT person', () => {
  test('sees a killed service come back', async () => {
    const crawler = (await health()).services.find((service) => service.name === 'crawler')
    process.kill(crawler?.pid ?? 0, 'SIGKILL')
    const again = await eventually('the crawler is back', 60, async () =>
      (await health()).services.find(
        (s) => s.name === 'crawler' && s.pid !== crawler?.pid && s.alive && s.restarts >= 1,
      ),
    )
    expect(again.restarts).toBe(1)
  })

  test('is told which process holds the data folder', async () => {
    const second = huiyin(['start', '--port', String(await freePort()), '--data', dataDir])
    expect(await second.ended).toBe(1)
    expect(second.stderr()).toContain(String(product.child.pid))
  })

  test('is told that the port is busy and what to do', async () => {
    const second = huiyin(['start', '--port', String(port), '--data', temporaryFolder()])
    expect(await second.ended).toBe(1)
    expect(second.stderr()).toContain(`${port}`)
    expect(second.stderr()).toContain('--port')
  })

  test('reads the state as JSON from a second command', async () => {
    const status = huiyin(['status'], { HUIYIN_DATA: dataDir })
    expect(await status.ended).toBe(0)
    const state = JSON.parse(status.stdout())
    expect(state.items.total).toBeGreaterThan(20)
    expect(state.cases.open).toBe(1)
  })

  test('stops everything with one signal and leaves no process', async () => {
    const pids = (await health()).services.map((service) => service.pid)
    const server = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    expect(await product.stop('SIGTERM')).toBe(0)
    expect([...pids, server].filter(isAlive)).toEqual([])
  })

  test('ends `npm start` itself and finds nothing left behind', async () => {
    const npm = spawn('npm', ['start', '--', '--port', String(port), '--data', dataDir], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: 'ignore',
    })
    await eventually('it serves', 60, async () => (await fetch(`${url}/api/health`)).ok)
    const pids = (await health()).services.map((service) => service.pid)
    const server = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    npm.kill('SIGTERM')
    await eventually('everything has ended', 10, async () => ![...pids, server].some(isAlive))
  })

  test('starts again with everything still there', async () => {
    product = await eventually('the data folder is free', 20, async () => {
      const again = huiyin(['start', '--port', String(port), '--data', dataDir])
      await again.says(/已启动/)
      return again
    })
    expect(product.stdout()).not.toContain('/sign-in/')
    const answer = await fetch(`${url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ name: 'admin', password }),
    })
    expect(answer.status).toBe(201)
  })
})
