import { actorName } from '@huiyin/domain/actor'
import { Unauthenticated } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import { DisplayLinkView, IssuedLink } from '@huiyin/domain/http/sessions'
import type { DisplayLink } from '@huiyin/store/display-links'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { cookieOptions } from '../open-session.js'
import { anyone, may } from '../policy.js'
import { displayLinkOf, displayToken } from '../tokens.js'
import { cookieNames, storeAs, visitorOf } from '../visitor.js'

/** A screen hangs for years and nobody signs in on it; browsers keep a cookie for at most 400 days. */
const screenCookieSeconds = 400 * 86_400

const NewDisplayLink = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false },
)
const DisplaySession = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 200 }) },
  { additionalProperties: false },
)

const presentLink = (link: DisplayLink): DisplayLinkView => ({
  ...link,
  createdAt: link.createdAt.toISOString(),
  revokedAt: link.revokedAt?.toISOString() ?? null,
  seenAt: link.seenAt?.toISOString() ?? null,
})

/** Read-only links for wall screens: signed, revocable, no sign-in form. */
export function displayLinkRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/display-links',
    {
      schema: { summary: '大屏链接列表', response: { 200: Type.Array(DisplayLinkView) } },
      config: { policy: may('read', 'display-link') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.displayLinks.list())).map(presentLink),
  )

  app.post(
    '/api/display-links',
    {
      schema: {
        summary: '生成大屏链接',
        body: NewDisplayLink,
        response: { 201: Type.Object({ link: IssuedLink, view: DisplayLinkView }) },
      },
      config: { policy: may('create', 'display-link') },
    },
    async (request, reply) => {
      const by = actorName(visitorOf(request).actor)
      const created = await storeAs(store, request).transaction(async (tx) => {
        const link = await tx.displayLinks.create(request.body.name, by)
        const subject = { kind: 'display-link', id: link.id } as const
        tx.audit.append({ action: 'display-link.issued', subject, detail: { name: link.name } })
        return link
      })
      const path = `/wall?key=${displayToken(config.secret, created.id)}`
      return reply.code(201).send({ link: { path, expiresAt: null }, view: presentLink(created) })
    },
  )

  app.delete(
    '/api/display-links/:id',
    {
      schema: { summary: '撤销大屏链接', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('revoke', 'display-link') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        await tx.displayLinks.revoke(id)
        tx.audit.append({ action: 'display-link.revoked', subject: { kind: 'display-link', id } })
        tx.announce('sessions')
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/display-sessions',
    {
      schema: { summary: '大屏凭链接进入', body: DisplaySession, response: { 204: Type.Null() } },
      config: { policy: anyone }, // the signed key is the proof
    },
    async ({ body }, reply) => {
      const id = displayLinkOf(config.secret, body.token)
      const link = id ? await store.as(self).transaction((tx) => tx.displayLinks.live(id)) : null
      if (!link) throw new Unauthenticated('大屏链接无效或已撤销，请系统管理员重新生成')
      return reply
        .setCookie(cookieNames.display, body.token, {
          ...cookieOptions(config.secureCookies),
          maxAge: screenCookieSeconds,
        })
        .code(204)
        .send(null)
    },
  )
}
