import type { FastifyReply, FastifyRequest } from 'fastify'
import { PreconditionFailed } from './http-errors.js'

/** Sends the version along, to come back in If-Match. */
export const withEtag = <View extends { version: string }>(reply: FastifyReply, view: View): View => {
  reply.header('etag', `"${view.version}"`)
  return view
}

/** The versions a caller says it has seen; null when it does not say. */
export function ifMatch({ headers }: FastifyRequest): readonly string[] | null {
  const given = headers['if-match']
  if (given === undefined || given.trim() === '*') return null
  return given.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  )
}

/** @throws PreconditionFailed when someone changed it since the caller looked. */
export function refuseStale(seen: readonly string[] | null, current: string): void {
  if (seen && !seen.includes(current))
    throw new PreconditionFailed('内容已被他人更新，请刷新后再操作', { current })
}
