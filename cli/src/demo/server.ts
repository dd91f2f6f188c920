import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '@huiyin/domain/clock'
import type { Logger } from 'pino'
import { type DatedPage, demoPage } from './pages.js'
import { loadDemoPosts } from './posts.js'

const host = '127.0.0.1'

export interface DemoWeb {
  url: string
  port: number
  close(): Promise<void>
}

export interface DemoWebOptions {
  /** 0 or left out: any free port. */
  port?: number
  /** The zero of `afterSeconds`. Keep it across restarts, or the posts begin anew under new dates. */
  startedAt: Date
  clock: Clock
  log: Pick<Logger, 'info' | 'error'>
}

const etagOf = (body: Buffer) => `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`

const wholeSeconds = (at: Date) => Math.floor(at.getTime() / 1000)

/**
 * Whether the client's copy still holds. RFC 9110 13.2.2: If-Modified-Since counts only where no If-None-Match
 * is sent; the tags are compared weakly (13.1.2).
 */
function isUnchanged(request: IncomingMessage, etag: string, modifiedAt: Date): boolean {
  const tags = request.headers['if-none-match']
  if (tags !== undefined)
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && wholeSeconds(modifiedAt) <= Math.floor(since / 1000)
}

function send(request: IncomingMessage, response: ServerResponse, page: DatedPage): void {
  const etag = etagOf(page.body)
  response.setHeader('ETag', etag)
  response.setHeader('Last-Modified', page.modifiedAt.toUTCString())
  response.setHeader('Cache-Control', 'no-cache')
  if (isUnchanged(request, etag, page.modifiedAt)) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(200, { 'Content-Type': page.contentType, 'Content-Length': page.body.length })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<p>${text}（演示）</p>`)
}

/** Serves the fictional county's five sites to this machine only; posts appear as the clock passes their time. */
export async function startDemoWeb({ port = 0, startedAt, clock, log }: DemoWebOptions): Promise<DemoWeb> {
  const posts = loadDemoPosts()
  let origin = ''
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, '只读站点')
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    try {
      const page = demoPage(path, { posts, startedAt, origin }, clock.now())
      if (page) send(request, response, page)
      else refuse(response, 404, '页面不存在')
    } catch (error) {
      log.error({ err: error, path }, 'demo page failed')
      refuse(response, 500, '页面出错')
    }
  })
  server.listen(port, host)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  origin = `http://${host}:${bound}`
  log.info({ url: origin, posts: posts.length }, 'demo web listening')
  return {
    url: origin,
    port: bound,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
