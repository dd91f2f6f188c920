import { DomainError, InvalidInput } from '@huiyin/domain/errors'
import { ProbeSource, SourceTrial } from '@huiyin/domain/http/source-trials'
import { NewSource } from '@huiyin/domain/http/sources'
import type { Api, ApiDeps, TriedSource } from '../deps.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { presentTrial } from '../present/source-trial.js'

/** A site that cannot be read is nothing this server did wrong: it is said at the field, in words. */
async function tryAt(field: string, work: () => Promise<TriedSource>): Promise<TriedSource> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof InvalidInput) throw error
    throw new InvalidInput(error.message, [{ field, message: error.message }], error.detail)
  }
}

const notHere = () => new Unavailable('本机未启用信源试采，请在装有采集服务的机器上操作')

/** Trials of sources: what an address is, what a definition yields. Nothing is stored. */
export function sourceTrialRoutes(app: Api, { config, clock }: ApiDeps): void {
  app.post(
    '/api/source-probes',
    {
      schema: { summary: '由网址识别信源并试采', body: ProbeSource, response: { 200: SourceTrial } },
      config: { policy: may('create', 'source') },
    },
    async ({ body }) => {
      const { probeSource } = config
      if (!probeSource) throw notHere()
      return presentTrial(await tryAt('url', () => probeSource(body.url)), clock.now())
    },
  )

  app.post(
    '/api/source-checks',
    {
      schema: { summary: '试采一个信源定义（YAML）', body: NewSource, response: { 200: SourceTrial } },
      config: { policy: may('create', 'source') },
    },
    async ({ body }) => {
      const { checkSource } = config
      if (!checkSource) throw notHere()
      return presentTrial(await tryAt('yaml', () => checkSource(body.yaml)), clock.now())
    },
  )
}
