import { checkDefinition, type SourceCheck } from '@huiyin/crawler/check-definition'
import { type Egress, openEgress } from '@huiyin/crawler/egress/egress'
import { sharedPoliteness } from '@huiyin/crawler/egress/shared-politeness'
import { probeSource, type SourceProbe } from '@huiyin/crawler/probe'
import type { SourceDefinition } from '@huiyin/domain/source'
import type { Store } from '@huiyin/store/store'
import { stringify } from 'yaml'
import type { Environment } from './environment.js'
import { crawlerConfig } from './services/crawler-config.js'
import { currentJurisdiction } from './supervisor/installation.js'
import { systemClock } from './system-clock.js'

/** Whose trial it is; with the store of an installation its turns at hosts and robots rules are shared. */
export interface TrialMeans {
  env: Environment
  /** Null only where no installation is, so that nobody else asks the host on its behalf. */
  store: Store | null
}

/** The demonstration's sites stand on this machine: they may be tried as they are swept, and nothing else of it. */
async function isDemonstrated(url: string, store: Store | null): Promise<boolean> {
  if (!store || !(await currentJurisdiction(store))?.demonstration || !URL.canParse(url)) return false
  const known = await store.as({ kind: 'service', name: 'cli' }).transaction((tx) => tx.sources.list())
  const { origin } = new URL(url)
  return known.some(({ definition }) => new URL(definition.url).origin === origin)
}

async function withEgress<T>(
  url: string,
  { env, store }: TrialMeans,
  work: (egress: Egress, config: ReturnType<typeof crawlerConfig>) => Promise<T>,
): Promise<T> {
  const config = crawlerConfig(env, await isDemonstrated(url, store))
  const egress = openEgress(config, store ? sharedPoliteness(store, systemClock) : {})
  try {
    return await work(egress, config)
  } finally {
    await egress.close()
  }
}

/** Recognises a URL and tries it over an egress of its own; the definition also as YAML. */
export const probeOnce = (url: string, means: TrialMeans): Promise<SourceProbe & { yaml: string }> =>
  withEgress(url, means, async (egress, config) => {
    const probe = await probeSource(url, egress, { now: systemClock.now(), browser: config })
    return { ...probe, yaml: stringify(probe.definition) }
  })

/** Tries a definition, with nothing stored. */
export const checkOnce = (definition: SourceDefinition, means: TrialMeans): Promise<SourceCheck> =>
  withEgress(definition.url, means, (egress, config) =>
    checkDefinition(definition, egress, { now: systemClock.now(), browser: config }),
  )
