import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../deps.js'
import { sendProblem } from './errors.js'

const notBuilt = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>回音</title>
<body style="font: 16px/1.8 sans-serif; max-width: 40em; margin: 15vh auto; padding: 0 1em">
<h1>界面尚未构建</h1>
<p>接口已在运行，但没有找到构建好的界面文件。</p>
<p>请在程序所在文件夹执行 <code>npm start</code>，它会先构建界面再启动；只需构建时执行
<code>npx vite build dashboard</code>。完成后刷新本页。</p>
</body></html>
`

const isPage = ({ method, headers, url }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !url.startsWith('/api') &&
  /text\/html|\*\/\*/.test(headers.accept ?? '*/*')

/** The last part of an address with a dot asks for a file, which is there or not; pages have none. */
const asksForFile = (url: string): boolean => /\.[a-z0-9]+$/i.test(url.split('?')[0] ?? '')

/** Serves the built dashboard: every page address gets index.html, whose script reads the address. */
export function serveDashboard(app: Api, dashboardDir: string): void {
  const isBuilt = existsSync(join(dashboardDir, 'index.html'))
  if (isBuilt)
    app.register(fastifyStatic, {
      root: dashboardDir,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built assets carry the hash of their content in their name; anything else may change under its name.
        const isHashed = path.includes('/assets/')
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  const page = (reply: FastifyReply) =>
    isBuilt
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(notBuilt)

  app.setNotFoundHandler((request, reply) => {
    if (isPage(request) && !asksForFile(request.url)) return page(reply)
    return sendProblem(reply, { type: 'about:blank', title: '没有这个地址', status: 404 })
  })
}
