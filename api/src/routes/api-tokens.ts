import { actorName } from '@huiyin/domain/actor'
import { ApiTokenView, IssuedApiToken, NewApiToken } from '@huiyin/domain/http/accounts'
import { IdParams } from '@huiyin/domain/http/common'
import type { ApiToken } from '@huiyin/store/api-tokens'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { hashToken, newToken } from '../tokens.js'
import { storeAs } from '../visitor.js'

const dayMs = 86_400_000

/** Says what it is wherever it is found by mistake, so that a scan for secrets finds it too. */
const prefix = 'huiyin_'

const presentToken = (token: ApiToken): ApiTokenView => ({
  ...token,
  scopes: [...token.scopes],
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  revokedAt: token.revokedAt?.toISOString() ?? null,
})

/** Tokens of other programs: one purpose each, shown once, `Authorization: Bearer …`. */
export function apiTokenRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/api-tokens',
    {
      schema: { summary: '接口令牌列表', response: { 200: Type.Array(ApiTokenView) } },
      config: { policy: may('read', 'api-token') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.apiTokens.list())).map(presentToken),
  )

  app.post(
    '/api/api-tokens',
    {
      schema: { summary: '签发接口令牌', body: NewApiToken, response: { 201: IssuedApiToken } },
      config: { policy: may('create', 'api-token') },
    },
    async (request, reply) => {
      const { name, scopes, days } = request.body
      const token = `${prefix}${newToken()}`
      const created = await storeAs(store, request).transaction(async (tx) => {
        const made = await tx.apiTokens.create({
          name,
          scopes,
          tokenHash: hashToken(token),
          createdBy: actorName(tx.actor),
          expiresAt: new Date(tx.now.getTime() + days * dayMs),
        })
        const subject = { kind: 'api-token', id: made.id } as const
        tx.audit.append({ action: 'api-token.issued', subject, detail: { name, scopes, days } })
        return made
      })
      return reply.code(201).send({ token, view: presentToken(created) })
    },
  )

  app.delete(
    '/api/api-tokens/:id',
    {
      schema: { summary: '撤销接口令牌', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('revoke', 'api-token') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        await tx.apiTokens.revoke(id)
        tx.audit.append({ action: 'api-token.revoked', subject: { kind: 'api-token', id } })
      })
      return reply.code(204).send(null)
    },
  )
}
