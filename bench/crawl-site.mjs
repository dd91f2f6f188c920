// The site of `bench/crawl.mjs`, in a thread of its own so that serving takes nothing from whoever is measured.
// Answers every message with what it has served so far: requests, and bytes as they left its sockets.
import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const text = '枫渡路的路灯坏了一个多月，晚上出行非常不方便，希望尽快派人来修理。'.repeat(10)
const links = Array.from(
  { length: workerData.count },
  (_, n) => `<li><a href="/t2026_${n}.shtml">第${n}号来信</a></li>`,
)
const list = `<ul class="list">${links.join('')}</ul>`
const nav = '<nav><a href="/">首页</a></nav>'.repeat(30)
const letter = (path) =>
  `<html><head><title>来信${path}</title></head><body>${nav}<h1>来信${path}</h1><p>发布时间：2026-08-03 09:30</p><div id="Zoom"><p>${path}${text}</p></div></body></html>`

let requests = 0
let closedBytes = 0
const sockets = new Set()
const site = createServer(({ url }, response) => {
  requests += 1
  if (url === '/robots.txt') return response.writeHead(404).end()
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(url === '/list' ? list : letter(url))
})
site.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('close', () => {
    sockets.delete(socket)
    closedBytes += socket.bytesWritten
  })
})
site.listen(0, '127.0.0.1', () => parentPort.postMessage(site.address().port))
parentPort.on('message', () => {
  const bytes = [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, closedBytes)
  parentPort.postMessage({ requests, bytes })
})
