import { rolesOf } from '@huiyin/domain/actor'
import { Forbidden, Unauthenticated } from '@huiyin/domain/errors'
import type { FastifyRequest, RouteOptions } from 'fastify'
import type { Api, ApiDeps } from '../deps.js'
import { dutyOf } from '../duties.js'
import { DutyFirst } from '../http-errors.js'
import { type Policy, permits } from '../policy.js'
import { isCsrfOf } from '../tokens.js'
import { bearerOf, type Program, programOf, type Visitor, visitorsOf } from '../visitor.js'

const isUnsafe = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** The documentation describes the contract and holds no content; its plugin declares its routes itself. */
const documentation = '/api/docs'

/** Boot fails when an /api route declares no policy: forgetting one must not mean letting everyone in. */
export function requirePolicies(app: Api): void {
  app.addHook('onRoute', ({ url, method, config }: RouteOptions) => {
    if (!url.startsWith('/api') || url.startsWith(documentation)) return
    if (!config?.policy) throw new Error(`route ${String(method)} ${url} declares no policy`)
  })
}

const foreign = (detail: object) =>
  new Forbidden('请求来自其他网站，已拒绝。请从本系统页面操作', { ...detail })

/**
 * A browser always says where an unsafe request comes from; another site's is refused (login CSRF too), also one on
 * a neighbouring name of the same domain.
 */
function refuseForeignOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign({ site })
  const { origin } = request.headers
  if (origin === undefined || origin === publicOrigin) return
  const from = URL.canParse(origin) ? new URL(origin) : null
  const here = `${from?.protocol}//${request.host}`
  const isSame = from !== null && URL.canParse(here) && from.host === new URL(here).host
  if (!isSame) throw foreign({ origin })
}

function refuseForged(request: FastifyRequest, secret: string, visitor: Visitor): void {
  if (visitor.kind === 'display') throw new Forbidden('大屏链接只能查看，不能操作')
  if (!isCsrfOf(secret, visitor.token, request.headers['x-huiyin-csrf']))
    throw new Forbidden('页面已过期，请刷新后重试', { cause: 'csrf' })
}

const dutyWords = {
  'change-password': '请先设置新密码，再使用其他功能',
  'enrol-second-factor': '您的角色须先启用二次验证，再使用其他功能',
} as const

/** A program is let in by the scope of its token alone, never by a role, and carries no cookie. */
async function admitProgram(
  store: ApiDeps['store'],
  policy: Policy & { kind: 'roles' },
  { token, address }: { token: string; address: string },
): Promise<Program> {
  const program = token ? await programOf(store, token, address) : null
  if (!program) throw new Unauthenticated('接口令牌无效、已撤销或已过期')
  if (!policy.scope || !program.apiToken.scopes.includes(policy.scope))
    throw new Forbidden('接口令牌的范围不包括此项')
  return program
}

/** Lets in who may, before anything of the request is parsed. */
export function guard(app: Api, { store, config }: ApiDeps): void {
  app.decorateRequest('visitor', null)
  app.addHook('onRequest', async (request) => {
    const { policy } = request.routeOptions.config
    if (!policy) return
    if (isUnsafe(request.method)) refuseForeignOrigin(request, config.publicOrigin)
    if (policy.kind === 'public') return
    const bearer = bearerOf(request.headers.authorization)
    if (bearer !== null) {
      request.visitor = await admitProgram(store, policy, { token: bearer, address: request.ip })
      return
    }
    const visitors = await visitorsOf(store, config.secret, request.cookies, { renew: true })
    if (visitors.length === 0) throw new Unauthenticated('请先登录，或登录已过期')
    const visitor = visitors.find(({ actor }) => permits(policy, rolesOf(actor)))
    if (!visitor) throw new Forbidden('您的角色不能查看或办理此项')
    const duty =
      visitor.kind === 'account' && !policy.beforeDuty
        ? dutyOf(visitor.account, { ...visitor, rule: config.secondFactor })
        : null
    if (duty) throw new DutyFirst(dutyWords[duty], { duty })
    if (isUnsafe(request.method)) refuseForged(request, config.secret, visitor)
    request.visitor = visitor
  })
}
