import type { Role } from '@huiyin/domain/actor'
import type { MeView } from '@huiyin/domain/http/sessions'
import type { SourceDefinition } from '@huiyin/domain/source'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { buildUnit } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import type { Tx } from '@huiyin/store/tx'
import Fastify, { type FastifyBaseLogger, type InjectOptions, type LightMyRequestResponse } from 'fastify'
import { type Api, type ApiConfig, type ApiReports, self } from './deps.js'
import { issueLink } from './links.js'
import { loadApiKeywords } from './reviewed-data.js'
import { buildServer, type ServerOptions } from './server.js'

export const testSecret = 'a secret for tests only, long enough'

/** What a person at a browser can do: every request carries his cookie and, where needed, the CSRF token. */
export interface Person {
  me: MeView
  cookie: string
  get(url: string, headers?: Record<string, string>): ReturnType<Asking>
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): ReturnType<Asking>
}

type Asking = (options: InjectOptions) => Promise<LightMyRequestResponse>

export interface TestApi extends TestStore {
  app: Api
  options: ServerOptions
  /** Works on the database as the service. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Someone with these roles, signed in through a one-time link. */
  signedIn(name: string, roles: readonly Role[], unitCode?: string): Promise<Person>
  ask: Asking
}

export const silent: FastifyBaseLogger = Fastify({ logger: false }).log

/** A county that lets every answer be typed in directly: for tests of what comes after an answer. */
export const answersNeedNoReview = async (api: TestApi): Promise<void> => {
  const chief = await api.signedIn('chief', ['leader'])
  const { rules } = (await chief.get('/api/review-rules')).json()
  const set = { rules: { ...rules, demandedGrades: [] }, reason: '本县各级舆情均可直接回应' }
  const answer = await chief.send('PUT', '/api/review-rules', set)
  if (answer.statusCode !== 200) throw new Error(`review rules not set: ${answer.body}`)
}

/** In tests a definition is written as JSON, which is YAML too; its real grammar is the crawler's. */
const parseSource = (yaml: string): SourceDefinition => JSON.parse(yaml) as SourceDefinition

/** The API over a database of its own, with a county of three units. */
export async function openTestApi(
  over: { config?: Partial<ApiConfig>; reports?: ApiReports; at?: string; demonstration?: boolean } = {},
): Promise<TestApi> {
  const test = await openTestStore(over.at ? { at: over.at } : {})
  const options: ServerOptions = {
    store: test.store,
    ...(over.reports ? { reports: over.reports } : {}),
    keywords: loadApiKeywords(),
    clock: test.clock,
    log: silent,
    config: {
      secret: testSecret,
      vault: testVault(),
      version: '0.0.0-test',
      dashboardDir: '/nonexistent',
      secureCookies: false,
      parseSource,
      limits: { general: 100_000, signIn: 100 },
      ...over.config,
    },
  }
  const app = buildServer(options)
  await app.ready()
  const run: TestApi['run'] = (work) => test.store.as(self).transaction(work)
  await run((tx) =>
    tx.jurisdiction.start(
      {
        name: '青禾县',
        aliases: [],
        parents: [],
        regimeCode: 'national-2016',
        demonstration: over.demonstration ?? true,
      },
      [
        buildUnit('zhujian-ju', '住房和城乡建设局'),
        buildUnit('shuiwu-ju', '水务局'),
        buildUnit('jiaoyu-ju', '教育局'),
      ],
    ),
  )
  const ask: Asking = (request) => app.inject(request)
  return {
    ...test,
    app,
    options,
    run,
    ask,
    signedIn: async (name, roles, unitCode) => {
      const { path } = await run(async (tx) =>
        issueLink(
          tx,
          await tx.accounts.create({ name, displayName: `${name}同志`, roles, unitCode: unitCode ?? null }),
        ),
      )
      return await redeem(ask, path)
    },
    close: async () => {
      await app.close()
      await test.close()
    },
  }
}

export const testPassword = 'Correct horse 电池'

/** Sets a password by a one-time link and stays signed in. */
export async function redeem(ask: Asking, path: string, password = testPassword): Promise<Person> {
  const token = path.split('/').at(-1)
  const answer = await ask({
    method: 'POST',
    url: `/api/sign-in-links/${token}`,
    payload: { password },
  })
  if (answer.statusCode !== 201) throw new Error(`link not redeemed: ${answer.body}`)
  return asPerson(ask, answer)
}

/** The person an answer that signs in speaks to. */
export function asPerson(ask: Asking, answer: Awaited<ReturnType<Asking>>): Person {
  const me = answer.json() as MeView
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return {
    me,
    cookie,
    get: (url, headers = {}) => ask({ method: 'GET', url, headers: { cookie, ...headers } }),
    send: (method, url, payload, headers = {}) =>
      ask({
        method,
        url,
        headers: { cookie, 'x-huiyin-csrf': me.csrf, ...headers },
        ...(payload ? { payload } : {}),
      }),
  }
}
