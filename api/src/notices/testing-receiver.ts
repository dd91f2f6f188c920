import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came. */
export interface Received {
  url: URL
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** What is answered from now on. */
  answer(status: number, body: string, headers?: Record<string, string>): void
  close(): Promise<void>
}

/** A receiver on loopback that keeps what it gets. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let next: [number, string, Record<string, string>] = [200, '{"errcode":0,"code":0}', {}]
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({
        url: new URL(request.url ?? '/', 'http://127.0.0.1'),
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      })
      response.writeHead(next[0], next[2]).end(next[1])
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (status, body, headers = {}) => {
      next = [status, body, headers]
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
