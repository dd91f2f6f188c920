import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Egress } from './egress.js'
import { FetchError } from './fetch-error.js'

/** A proxy on 127.0.0.1 whose only way out is the egress. */
export interface LoopbackProxy {
  port: number
  close(): Promise<void>
}

/** A page's script sends forms and beacons, no files. */
const mostSent = 2 ** 20
/** What a browser holds open at once, with room to spare. */
const mostConnections = 64

/**
 * Opens a proxy that answers plain HTTP through `get`, so with the address check, robots.txt, the host's gate and the
 * caps. Tunnels are refused: what goes through one cannot be looked into. `onRefused` hears the target of each try
 * that was not answered.
 */
export async function openLoopbackProxy(
  get: Egress['get'],
  onRefused: (target: string) => void,
): Promise<LoopbackProxy> {
  const refuse = (response: ServerResponse, status: number, target: string) => {
    onRefused(target)
    if (response.headersSent) response.destroy()
    else response.writeHead(status, { connection: 'close' }).end()
  }
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const target = request.url ?? ''
    // Only a browser that was told of this proxy names the whole address; whoever knocks at the port does not.
    if (!target.startsWith('http://')) return refuse(response, 403, target)
    if (request.method !== 'GET' && request.method !== 'POST') return refuse(response, 405, target)
    answer(request, response, target, get).catch((error: unknown) => {
      if (!(error instanceof FetchError)) return refuse(response, 502, target)
      const isSentOn = new URL(error.url).host !== new URL(target).host
      refuse(response, isRefusal(error) ? 403 : 502, isSentOn ? error.url : target)
    })
  })
  const refuseTunnel = ({ url = '' }: IncomingMessage, socket: NodeJS.WritableStream) => {
    onRefused(url.includes('://') ? url : `tunnel://${url}`)
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  }
  server.on('connect', refuseTunnel)
  server.on('upgrade', refuseTunnel)
  server.on('clientError', (_error, socket: Socket) => socket.destroy())
  server.maxConnections = mostConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** A try at what may not be reached; a server that fails is none. */
export const isRefusal = ({ code }: FetchError): boolean =>
  code === 'address' || code === 'robots' || code === 'robots-unreachable'

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  get: Egress['get'],
): Promise<void> {
  const body = await bodyOf(request, target)
  const contentType = request.headers['content-type'] ?? 'text/plain'
  const page = await get(target, request.method === 'POST' ? { post: { body, contentType } } : {})
  response
    .writeHead(200, {
      'content-type': page.contentType ?? 'application/octet-stream',
      'content-length': page.bytes.length,
    })
    .end(page.bytes)
}

async function bodyOf(request: IncomingMessage, target: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > mostSent) throw new FetchError('too-large', target, '页面脚本发出的内容过大，没有转发')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
