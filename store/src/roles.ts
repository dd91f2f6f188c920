import { hkdfSync } from 'node:crypto'
import { InvalidInput } from '@huiyin/domain/errors'

/** The role every service logs in as: no superuser and no bypassrls, so that row-level security holds. */
export const serviceRole = 'huiyin_service'

const badUrl = (message: string) => new InvalidInput(message, [{ field: 'DATABASE_URL', message }])

function parseOwnerUrl(ownerUrl: string): URL {
  const url = URL.canParse(ownerUrl) ? new URL(ownerUrl) : null
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    throw badUrl('DATABASE_URL 不是有效的 PostgreSQL 地址，应写作 postgres://用户:口令@主机:5432/库名')
  if (!url.password)
    throw badUrl(
      'DATABASE_URL 里没有口令：服务账号的口令由它推导，请写作 postgres://用户:口令@主机:5432/库名',
    )
  if (url.pathname.length < 2)
    throw badUrl('DATABASE_URL 里没有库名，应写作 postgres://用户:口令@主机:5432/库名')
  return url
}

/**
 * The password of the service role, derived from the owner's: whoever knows DATABASE_URL can derive it and
 * nothing more has to be configured. The database name is left out on purpose: a role belongs to the whole
 * server, so two databases on one server must agree on its password.
 */
export function servicePassword(ownerUrl: string): string {
  const secret = decodeURIComponent(parseOwnerUrl(ownerUrl).password)
  return Buffer.from(hkdfSync('sha256', secret, 'huiyin', serviceRole, 32)).toString('base64url')
}

/** DATABASE_URL as the services use it: same server, database and TLS settings, the service role instead of the owner. */
export function serviceUrl(ownerUrl: string): string {
  const url = parseOwnerUrl(ownerUrl)
  url.username = serviceRole
  url.password = servicePassword(ownerUrl)
  return url.href
}
