import { PlaywrightCrawler } from '@crawlee/playwright'
import { chromium, type Page, type Route } from 'playwright-core'
import type { CrawlerConfig } from '../config.js'
import type { Egress } from '../egress/egress.js'
import { FetchError } from '../egress/fetch-error.js'
import { isRefusal, openLoopbackProxy } from '../egress/loopback-proxy.js'
import { engineOptions, readAtOnce, requestsOf, sweepConfiguration, type Visit } from '../sweep/engine.js'
import type { Frontier } from '../sweep/frontier.js'
import { chromiumAdvice, findChromium } from './find-chromium.js'
import { countRefusals, type Refusals } from './refusals.js'

/** How long a page's scripts may take to show the list. */
const showMs = 15_000
const navigationMs = 60_000

/** The proxy's name in the browser: no other name and no address is ever looked up or reached. */
const proxyName = 'egress.invalid'

/**
 * The browser renders but does not reach the network. Every request of a page is intercepted and answered by our own
 * egress, which holds the address check, robots.txt, the caps and the host's gate, for https address by address. What
 * slips past the interception (a socket, a turn server, whatever a later browser brings) finds a proxy that leads to
 * the same egress and carries no tunnels.
 */
export const launchOptionsBy = (proxyPort: number) => ({
  proxy: { server: `http://${proxyName}:${proxyPort}` },
  // What a service worker fetches is not the page's to intercept.
  serviceWorkers: 'block',
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--no-first-run',
    `--host-resolver-rules=MAP ${proxyName} 127.0.0.1:${proxyPort}, MAP * ~NOTFOUND`,
    // The first is read by today's headless Chromium, the second by those of before.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
})
/** Not needed to read text. */
const unread = new Set(['image', 'media', 'font', 'stylesheet'])

/**
 * Visits what is in line with a Chromium; without one, each visit hears why. `onRefused` hears once, at the end, what
 * the pages tried and were not given: host with port → tries.
 */
export async function crawlInBrowser(
  frontier: Frontier,
  visit: Visit,
  deps: {
    egress: Egress
    config: Pick<CrawlerConfig, 'userAgent' | 'chromiumPath'>
    onRefused?: (byHost: Record<string, number>) => void
  },
): Promise<void> {
  const executablePath = findChromium(deps.config.chromiumPath ?? process.env.HUIYIN_CHROMIUM)
  if (!executablePath) {
    const message = `这个信源的列表由脚本生成，需要 Chromium 浏览器，本机没有找到：请执行 ${chromiumAdvice()}，或用 HUIYIN_CHROMIUM 指明路径`
    const render = async (url: string) => {
      throw new FetchError('browser-missing', url, message)
    }
    for (let lined = frontier.take(); lined; lined = frontier.take()) {
      await visit(lined.task, { add: async () => {}, render })
      frontier.done(lined)
    }
    return
  }
  // Details are fetched plainly first, so the browser navigates only when asked to render.
  const requests = requestsOf(frontier, { skipNavigation: true })
  const refusals = countRefusals()
  const proxy = await openLoopbackProxy(deps.egress.get, refusals.note)
  const crawler = new PlaywrightCrawler(
    {
      ...engineOptions(readAtOnce),
      requestQueue: requests as never,
      headless: true,
      browserPoolOptions: { useFingerprints: false },
      launchContext: {
        launcher: chromium,
        userAgent: deps.config.userAgent,
        launchOptions: { executablePath, ...launchOptionsBy(proxy.port) },
      },
      requestHandler: async ({ request, page }) => {
        await visit(requests.taskOf(request), {
          add: (tasks) => frontier.add(tasks),
          render: (url, waitFor) => render(page as Page, url, waitFor, deps.egress, refusals),
        })
      },
    },
    sweepConfiguration(),
  )
  await crawler.run().finally(proxy.close)
  const byHost = refusals.byHost()
  if (Object.keys(byHost).length > 0) deps.onRefused?.(byHost)
}

async function render(
  page: Page,
  url: string,
  waitFor: string | null,
  egress: Egress,
  refusals: Refusals,
): Promise<string> {
  let refusal: unknown
  await page.route('**/*', async (route) => {
    const isDocument = route.request().resourceType() === 'document'
    await answer(route, egress).catch(async (error: unknown) => {
      if (isDocument) refusal ??= error
      if (error instanceof FetchError && isRefusal(error)) refusals.note(error.url)
      await route.abort().catch(() => undefined)
    })
  })
  await page.routeWebSocket('**/*', (socket) => {
    refusals.note(socket.url())
    return socket.close()
  })
  try {
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: navigationMs })
  } catch (error) {
    throw (
      refusal ??
      new FetchError('browser', url, `浏览器打不开页面：${(error as Error).message.split('\n')[0]}`)
    )
  }
  // A list that never shows is judged by what the page then holds: the extractor names the selector.
  if (waitFor)
    await page.waitForSelector(waitFor, { state: 'attached', timeout: showMs }).catch(() => undefined)
  else await page.waitForLoadState('networkidle', { timeout: showMs }).catch(() => undefined)
  return await page.content()
}

async function answer(route: Route, egress: Egress): Promise<void> {
  const request = route.request()
  const method = request.method()
  if (unread.has(request.resourceType()) || (method !== 'GET' && method !== 'POST'))
    return await route.abort()
  const body = request.postDataBuffer()
  const post =
    method === 'POST'
      ? { body: body ?? Buffer.alloc(0), contentType: request.headers()['content-type'] ?? 'text/plain' }
      : undefined
  const page = await egress.get(request.url(), post ? { post } : {})
  await route.fulfill({
    status: 200,
    headers: {
      'content-type': page.contentType ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    },
    body: page.bytes,
  })
}
