import { checkDefinition, type SourceCheck } from '@huiyin/crawler/check-definition'
import { type Egress, openEgress } from '@huiyin/crawler/egress/egress'
import { probeSource, type SourceProbe } from '@huiyin/crawler/probe'
import type { SourceDefinition } from '@huiyin/domain/source'
import { stringify } from 'yaml'
import type { Environment } from './environment.js'
import { crawlerConfig } from './services/crawler-config.js'
import { systemClock } from './system-clock.js'

async function withEgress<T>(
  env: Environment,
  work: (egress: Egress, config: ReturnType<typeof crawlerConfig>) => Promise<T>,
): Promise<T> {
  const config = crawlerConfig(env)
  const egress = openEgress(config)
  try {
    return await work(egress, config)
  } finally {
    await egress.close()
  }
}

/** Recognises a URL and tries it over an egress of its own; the definition also as YAML. */
export const probeOnce = (url: string, env: Environment): Promise<SourceProbe & { yaml: string }> =>
  withEgress(env, async (egress, config) => {
    const probe = await probeSource(url, egress, { now: systemClock.now(), browser: config })
    return { ...probe, yaml: stringify(probe.definition) }
  })

/** Tries a definition, with nothing stored. */
export const checkOnce = (definition: SourceDefinition, env: Environment): Promise<SourceCheck> =>
  withEgress(env, (egress, config) =>
    checkDefinition(definition, egress, { now: systemClock.now(), browser: config }),
  )
