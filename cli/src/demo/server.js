import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { demoPage } from './pages.js'
import { loadDemoPosts } from './posts.js'

const host = '127.0.0.1'
const etagOf = (body) => `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`
const wholeSeconds = (at) => Math.floor(at.getTime() / 1000)
/**
 * Whether the client's copy still holds. RFC 9110 13.2.2: If-Modified-Since counts only where no If-None-Match
 * is sent; the tags are compared weakly (13.1.2).
 */
function isUnchanged(request, etag, modifiedAt) {
  const tags = request.headers['if-none-match']
  if (tags !== undefined)
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && wholeSeconds(modifiedAt) <= Math.floor(since / 1000)
}
function send(request, response, page) {
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
function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<p>${text}（演示）</p>`)
}
/** Serves the fictional county's five sites to this machine only; posts appear as the clock passes their time. */
export async function startDemoWeb({ port = 0, startedAt, clock, log }) {
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
  const bound = server.address().port
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
//# sourceMappingURL=server.js.map
