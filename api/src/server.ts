import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { InvalidInput } from '@huiyin/domain/errors'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { Api, ApiDeps } from './deps.js'
import { closeSchemas } from './plugins/closed-schemas.js'
import { serveDashboard } from './plugins/dashboard.js'
import { answerErrors } from './plugins/errors.js'
import { guard, requirePolicies } from './plugins/guard.js'
import { defaultLimits, limitRates } from './plugins/rate-limits.js'
import { addSecurityHeaders } from './plugins/security-headers.js'
import { accountSessionRoutes } from './routes/account-sessions.js'
import { accountRoutes } from './routes/accounts.js'
import { apiTokenRoutes } from './routes/api-tokens.js'
import { approvalRoutes } from './routes/approvals.js'
import { attachmentRoutes } from './routes/attachments.js'
import { auditRoutes } from './routes/audit.js'
import { caseClockRoutes } from './routes/case-clocks.js'
import { caseFileRoutes } from './routes/case-files.js'
import { caseLetterRoutes } from './routes/case-letters.js'
import { casePresenceRoutes } from './routes/case-presence.js'
import { correctionRoutes } from './routes/corrections.js'
import { coverageRoutes } from './routes/coverage.js'
import { dataRequestRoutes } from './routes/data-requests.js'
import { directoryRoutes } from './routes/directory.js'
import { disclosureItemRoutes } from './routes/disclosure-items.js'
import { displayLinkRoutes } from './routes/display-links.js'
import { draftPublicationRoutes } from './routes/draft-publication.js'
import { draftReviewRoutes } from './routes/draft-review.js'
import { draftWordingRoutes } from './routes/draft-wording.js'
import { draftRoutes } from './routes/drafts.js'
import { dutyShiftRoutes } from './routes/duty-shifts.js'
import { enteredItemRoutes } from './routes/entered-items.js'
import { eventGroupingRoutes } from './routes/event-grouping.js'
import { evidenceRoutes } from './routes/evidence.js'
import { instructionRoutes } from './routes/instructions.js'
import { itemImportRoutes } from './routes/item-imports.js'
import { judgementModelRoutes } from './routes/judgement-models.js'
import { jurisdictionRoutes } from './routes/jurisdiction.js'
import { matterRoutes } from './routes/matters.js'
import { noticeChannelRoutes } from './routes/notice-channels.js'
import { noticeRulesRoutes } from './routes/notice-rules.js'
import { noticeRoutes } from './routes/notices.js'
import { oidcRoutes } from './routes/oidc.js'
import { opinionEventRoutes } from './routes/opinion-events.js'
import { opinionLogRoutes } from './routes/opinion-logs.js'
import { ownAccountRoutes } from './routes/own-account.js'
import { privacyRoutes } from './routes/privacy.js'
import { pushedItemRoutes } from './routes/pushed-items.js'
import { regimeDutyRoutes } from './routes/regime-duties.js'
import { rejectedItemRoutes } from './routes/rejected-items.js'
import { revealRoutes } from './routes/reveals.js'
import { reviewRulesRoutes } from './routes/review-rules.js'
import { rulesRoutes } from './routes/rules.js'
import { sessionRoutes } from './routes/sessions.js'
import { signInLinkRoutes } from './routes/sign-in-links.js'
import { siteRoutes } from './routes/site.js'
import { sourceTrialRoutes } from './routes/source-trials.js'
import { sourceRoutes } from './routes/sources.js'
import { specialReportRoutes } from './routes/special-report.js'
import { streamRoutes } from './routes/stream.js'
import { supervisorSuggestionRoutes } from './routes/supervisor-suggestions.js'
import { unitAppraisalRoutes } from './routes/unit-appraisals.js'
import { wallRoutes } from './routes/wall.js'
import { wallChangeRoutes } from './routes/walls.js'
import { watchedSubjectRoutes } from './routes/watched-subjects.js'

export interface ServerOptions extends ApiDeps {
  log: FastifyBaseLogger
}

const routes = [
  siteRoutes,
  sessionRoutes,
  signInLinkRoutes,
  oidcRoutes,
  ownAccountRoutes,
  accountRoutes,
  accountSessionRoutes,
  apiTokenRoutes,
  displayLinkRoutes,
  opinionEventRoutes,
  eventGroupingRoutes,
  specialReportRoutes,
  evidenceRoutes,
  rejectedItemRoutes,
  enteredItemRoutes,
  itemImportRoutes,
  pushedItemRoutes,
  watchedSubjectRoutes,
  caseFileRoutes,
  matterRoutes,
  casePresenceRoutes,
  caseLetterRoutes,
  attachmentRoutes,
  instructionRoutes,
  caseClockRoutes,
  draftRoutes,
  draftReviewRoutes,
  draftWordingRoutes,
  draftPublicationRoutes,
  reviewRulesRoutes,
  rulesRoutes,
  approvalRoutes,
  opinionLogRoutes,
  coverageRoutes,
  unitAppraisalRoutes,
  sourceRoutes,
  sourceTrialRoutes,
  directoryRoutes,
  jurisdictionRoutes,
  wallRoutes,
  wallChangeRoutes,
  revealRoutes,
  dataRequestRoutes,
  privacyRoutes,
  judgementModelRoutes,
  correctionRoutes,
  noticeRoutes,
  noticeRulesRoutes,
  noticeChannelRoutes,
  dutyShiftRoutes,
  regimeDutyRoutes,
  disclosureItemRoutes,
  supervisorSuggestionRoutes,
  streamRoutes,
  auditRoutes,
]

/** A definition or a paragraph; nothing we take is larger. */
const bodyLimit = 256 * 1024
/** Shorter secrets can be found by trying. */
const secretLength = 32

/** The whole HTTP side: guarded routes under /api, their documentation, and the dashboard. */
export function buildServer({ log, ...deps }: ServerOptions): Api {
  const { config } = deps
  if (config.secret.length < secretLength)
    throw new InvalidInput(`接口密钥太短，至少 ${secretLength} 个字符`, [
      { field: 'secret', message: `至少 ${secretLength} 个字符` },
    ])
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    return503OnClosing: true,
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .withTypeProvider<TypeBoxTypeProvider>() as Api
  onlyJson(app)
  answerErrors(app)
  requirePolicies(app)
  closeSchemas(app)
  app.register(cookie)
  addSecurityHeaders(app, { https: config.secureCookies })
  app.register(rateLimit, { global: false })
  describe(app, config.version)
  app.register(async (plain) => {
    const api = plain as unknown as Api
    limitRates(api, config.limits ?? defaultLimits)
    guard(api, deps)
    for (const add of routes) add(api, deps)
  })
  serveDashboard(app, config.dashboardDir)
  return app
}

/** Only JSON is read: a form of another site cannot send it. An empty body is no body. */
function onlyJson(app: Api): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body as string, done)
  })
}

function describe(app: Api, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Huiyin 回音', version, description: '政务舆情监测与回应：接口说明' },
    },
  })
  app.register(swaggerUi, { routePrefix: '/api/docs' })
}
