import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a test site answers under one path; a string is a UTF-8 page. */
export type Answer =
  | string
  | {
      status?: number
      headers?: Readonly<Record<string, string>>
      body?: string | Buffer
    }
  | ((request: IncomingMessage, response: ServerResponse) => void)

/** A real web server on loopback whose pages a test may change while it runs. */
export interface LoopbackSite {
  url: (path?: string) => string
  /** Path with query → answer; `/robots.txt` is 404 unless given. */
  pages: Map<string, Answer>
  /** `path` of every request but robots.txt, in order. */
  requests: string[]
  close(): Promise<void>
}

export async function openLoopbackSite(pages: Readonly<Record<string, Answer>> = {}): Promise<LoopbackSite> {
  const answers = new Map(Object.entries(pages))
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path !== '/robots.txt') requests.push(path)
    reply(answers.get(path), request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    pages: answers,
    requests,
    close: () => shut(server),
  }
}

function reply(answer: Answer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === 'function') {
    answer(request, response)
    return
  }
  if (answer === undefined) {
    response.writeHead(404).end()
    return
  }
  const { status = 200, headers = {}, body = '' } = typeof answer === 'string' ? { body: answer } : answer
  response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
}

async function shut(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
