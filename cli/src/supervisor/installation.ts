import { createServer } from 'node:net'
import { InvalidInput } from '@huiyin/domain/errors'
import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
import type { Store } from '@huiyin/store/store'
import { demoDefinitions, loadDemoCounty } from '../demo/county.js'

const cli = { kind: 'service', name: 'cli' } as const

/** Where the demonstration's web server listens, and since when its story runs. */
export interface Demonstration {
  port: number
  startedAt: Date
}

/**
 * Makes sure this installation works for somebody: a fresh data folder gets the demonstration county. A real
 * jurisdiction is never overwritten by one.
 * @returns the demonstration to serve, or null for a real jurisdiction
 * @throws InvalidInput when `--demo` is asked for on a real jurisdiction's data
 */
export async function ensureJurisdiction(store: Store, wantsDemo: boolean): Promise<Demonstration | null> {
  const current = await currentJurisdiction(store)
  if (current && !current.demonstration) {
    if (wantsDemo)
      throw new InvalidInput(
        `此数据目录属于${current.name}，不能在其中演示。请另指定目录：npm start -- --demo --data 新目录`,
      )
    return null
  }
  return current ? continueDemonstration(store) : beginDemonstration(store)
}

/** Null in a data folder that has never been started. */
export const currentJurisdiction = (store: Store): Promise<Jurisdiction | null> =>
  store.as(cli).transaction((tx) => tx.jurisdiction.find())

async function beginDemonstration(store: Store): Promise<Demonstration> {
  const { jurisdiction, units } = loadDemoCounty()
  const port = await freePort(0)
  return store.as(cli).transaction(async (tx) => {
    await tx.jurisdiction.start({ ...jurisdiction, demonstration: true }, units)
    for (const definition of demoDefinitions(port)) await tx.sources.upsert(definition)
    return { port, startedAt: tx.now }
  })
}

/** A later start serves the same story on the same port, so that links stay valid; when it is taken, on another. */
async function continueDemonstration(store: Store): Promise<Demonstration> {
  return store.as(cli).transaction(async (tx) => {
    const ours = new Set(demoDefinitions(1).map((definition) => definition.id))
    const known = (await tx.sources.list()).find((source) => ours.has(source.definition.id))
    const port = await freePort(known ? Number(new URL(known.definition.url).port) : 0)
    for (const next of demoDefinitions(port)) await tx.sources.upsert(next)
    return { port, startedAt: known?.createdAt ?? tx.now }
  })
}

/** `wanted` when it is free on the loopback, else any free port. */
async function freePort(wanted: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(null))
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
      })
    })
  const port = (await attempt(wanted)) ?? (await attempt(0))
  if (port === null) throw new Error('本机没有可用的回环端口')
  return port
}
