import { InvalidInput } from '@huiyin/domain/errors'

/** The provider whose word is taken for who someone is. Given by the environment; the administrator vouches for it. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** Which claim of the ID token is the name of an account here. */
  claim: string
  /** What the button on the sign-in page says. */
  label: string
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws InvalidInput for an issuer that is no HTTPS address; plain HTTP only to this machine itself. */
export function issuerOf({ issuer }: Pick<OidcSettings, 'issuer'>): URL {
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))) return url
  throw new InvalidInput(`统一身份认证的 issuer 地址“${issuer}”无效，应为 https:// 开头的地址`, [
    { field: 'HUIYIN_OIDC_ISSUER', message: '应为 https:// 开头的地址' },
  ])
}
