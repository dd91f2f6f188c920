import { loadApiKeywords } from '@huiyin/api/reviewed-data'
import { startApi } from '@huiyin/api/start-api'
import { parseSourceDefinition } from '@huiyin/crawler/definition'
import type { CaseLetterInput } from '@huiyin/reports/case-letter-input'
import type { DraftSheetInput } from '@huiyin/reports/draft-sheet-input'
import type { OpinionLogInput } from '@huiyin/reports/opinion-log-model'
import type { SpecialReportInput } from '@huiyin/reports/special-report-input'
import type { Environment } from '../environment.js'
import { createLogger } from '../logging.js'
import { ensureOriginalKey, originalVault } from '../original-keys.js'
import { dashboardDir } from '../paths.js'
import { loadSecret } from '../secret.js'
import { readSignInSettings } from '../sign-in-settings.js'
import { systemClock } from '../system-clock.js'
import { version } from '../version.js'
import { auditHeadsDir, keepAuditHeads } from './audit-heads.js'
import { connect } from './connect.js'
import { beat, runService } from './service-process.js'

/** The typesetter and its fonts are read when the first report is asked for: the start must not wait for them. */
const setSpecialReport = async (input: SpecialReportInput): Promise<Uint8Array> =>
  (await import('@huiyin/reports/special-report')).renderSpecialReport(input)
const setCaseLetter = async (input: CaseLetterInput): Promise<Uint8Array> =>
  (await import('@huiyin/reports/case-letter')).renderCaseLetter(input)
const setDraftSheet = async (input: DraftSheetInput): Promise<Uint8Array> =>
  (await import('@huiyin/reports/draft-sheet')).renderDraftSheet(input)

const setOpinionLog = async (input: OpinionLogInput): Promise<Uint8Array> =>
  (await import('@huiyin/reports/opinion-log')).renderOpinionLog(input)

/** The API and the dashboard it serves. */
export function runApi(env: Environment): Promise<void> {
  const log = createLogger('api', env.logLevel)
  return runService('api', log, async () => {
    const secret = loadSecret(env)
    ensureOriginalKey(env)
    const store = await connect({ ...env, secret }, log)
    const api = await startApi({
      store,
      keywords: loadApiKeywords(),
      reports: {
        specialReport: setSpecialReport,
        caseLetter: setCaseLetter,
        draftSheet: setDraftSheet,
        opinionLog: setOpinionLog,
      },
      clock: systemClock,
      log,
      config: {
        secret,
        vault: originalVault(env),
        version,
        dashboardDir,
        auditHeadsDir: auditHeadsDir(env),
        allowedNetworks: env.allowedNetworks,
        secureCookies: env.origin?.startsWith('https://') ?? false,
        parseSource: parseSourceDefinition,
        writeEvidence: async (evidence) =>
          (await import('@huiyin/crawler/intake/write-evidence')).writeEvidence(evidence, version),
        probeSource: async (url) => (await import('../probe-once.js')).probeOnce(url, { env, store }),
        checkSource: async (yaml) => {
          const definition = parseSourceDefinition(yaml, '信源定义')
          const { checkOnce } = await import('../probe-once.js')
          return { definition, yaml, preview: await checkOnce(definition, { env, store }) }
        },
        ...(env.origin ? { publicOrigin: env.origin } : {}),
        ...readSignInSettings(process.env),
      },
      port: env.port,
      host: env.host,
    })
    const stopBeating = beat(store, 'api', log)
    const heads = await keepAuditHeads(store, { secret, folder: auditHeadsDir(env), log })
    return {
      detail: { url: api.url },
      async close() {
        stopBeating()
        await api.close()
        await heads.close()
        await store.close()
      },
    }
  })
}
