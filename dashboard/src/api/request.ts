import { ApiProblem, asksForDuty, problemOf } from './problem.js'
import { noteServerTime } from './server-time.js'

export type Query = Record<string, string | number | undefined>

interface RequestOptions {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  /** A 401 here is an answer, not a lost session (asking who is signed in, signing in). */
  anonymous?: boolean
}

let csrf = ''
let onSignedOut: () => void = () => undefined
let onDuty: () => void = () => undefined

/** The token every unsafe request carries; comes with MeView. */
export const setCsrf = (token: string): void => {
  csrf = token
}

/** What happens when the server no longer knows us. */
export const whenSignedOut = (handler: () => void): void => {
  onSignedOut = handler
}

/** What happens when the server wants something done first. */
export const whenDutyCalls = (handler: () => void): void => {
  onDuty = handler
}

function addressOf(path: string, query: Query | undefined): string {
  const filled = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '')
  if (filled.length === 0) return `/api${path}`
  return `/api${path}?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}`
}

function headersOf(method: string, options: RequestOptions): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    // A form names its own type, with the mark that parts it.
    ...(options.body === undefined || options.body instanceof FormData
      ? {}
      : { 'content-type': 'application/json' }),
    ...(method === 'GET' || csrf === '' ? {} : { 'x-huiyin-csrf': csrf }),
    ...options.headers,
  }
}

const jsonOf = async (answer: Response): Promise<unknown> => answer.json().catch(() => null)

async function ask(method: string, path: string, options: RequestOptions): Promise<Response> {
  try {
    return await fetch(addressOf(path, options.query), {
      method,
      headers: headersOf(method, options),
      ...(options.body === undefined
        ? {}
        : { body: options.body instanceof FormData ? options.body : JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiProblem(0, '无法连接服务器，请检查网络后重试')
  }
}

/**
 * One question to the API.
 * @throws ApiProblem with words fit to show, for every refusal and for silence.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await ask(method, path, options)
  noteServerTime(answer.headers.get('date'))
  if (answer.status === 204) return undefined as T
  if (answer.ok) return (await jsonOf(answer)) as T
  if (answer.status === 401 && !options.anonymous) onSignedOut()
  const problem = problemOf(answer.status, await jsonOf(answer))
  if (asksForDuty(problem)) onDuty()
  throw problem
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) })

export const post = <T>(path: string, body?: unknown): Promise<T> =>
  request<T>('POST', path, body === undefined ? {} : { body })

/** Sends one file as a form. */
export const upload = <T>(path: string, file: File, query: Query): Promise<T> => {
  const body = new FormData()
  body.append('file', file, file.name)
  return request<T>('POST', path, { body, query })
}
