import { InvalidInput } from '@huiyin/domain/errors'
import * as client from 'openid-client'

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

/** What one sign-in must match when the browser comes back. */
export interface OidcChecks {
  state: string
  nonce: string
  verifier: string
}

export interface IdentityProvider {
  /** Where to send the browser, and what to expect it back with. */
  begin(): Promise<{ url: string; checks: OidcChecks }>
  /** The account name the provider vouches for. @throws when anything of the answer does not match. */
  finish(query: string, checks: OidcChecks): Promise<string>
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
const answerWithinSeconds = 10

/** @throws InvalidInput for an issuer that is no HTTPS address; plain HTTP only to this machine itself. */
function issuerOf({ issuer }: OidcSettings): URL {
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))) return url
  throw new InvalidInput(`统一身份认证的 issuer 地址“${issuer}”无效，应为 https:// 开头的地址`, [
    { field: 'HUIYIN_OIDC_ISSUER', message: '应为 https:// 开头的地址' },
  ])
}

/**
 * Authorization code flow with PKCE, state and nonce (RFC 9700 2.1.1; ASVS 5.0 10.2). Requests go to the issuer's
 * own origin and nowhere else, whatever its discovery document says: the same rule as for all our requests, that
 * only an address the administrator wrote down is asked.
 */
export function identityProvider(settings: OidcSettings, redirectUri: string): IdentityProvider {
  const issuer = issuerOf(settings)
  const toIssuer: client.CustomFetch = (url, options) => {
    if (new URL(url).origin !== issuer.origin)
      throw new Error(`the provider points to ${new URL(url).origin}, which is not its own origin`)
    return fetch(url, options as RequestInit)
  }
  let known: Promise<client.Configuration> | null = null
  const discover = () => {
    known ??= client
      .discovery(
        issuer,
        settings.clientId,
        settings.clientSecret,
        client.ClientSecretBasic(settings.clientSecret),
        {
          [client.customFetch]: toIssuer,
          timeout: answerWithinSeconds,
          // Without being told, the library trusts TLS in place of the ID token's signature (OIDC Core 3.1.3.7).
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      .catch((error: unknown) => {
        known = null // a provider that was down is asked again
        throw error
      })
    return known
  }

  return {
    async begin() {
      const verifier = client.randomPKCECodeVerifier()
      const checks = { state: client.randomState(), nonce: client.randomNonce(), verifier }
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        response_type: 'code',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: checks.state,
        nonce: checks.nonce,
      })
      return { url: url.href, checks }
    },

    async finish(query, { state, nonce, verifier }) {
      const answer = new URL(redirectUri)
      answer.search = query
      const tokens = await client.authorizationCodeGrant(await discover(), answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const name = tokens.claims()?.[settings.claim]
      if (typeof name !== 'string' || name === '')
        throw new Error(`the ID token has no text in the claim ${settings.claim}`)
      return name
    },
  }
}
