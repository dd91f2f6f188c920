import type { Configuration, CustomFetch } from 'openid-client'
import { issuerOf, type OidcSettings } from './oidc-settings.js'

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

const answerWithinSeconds = 10

/** Read when somebody first signs in this way: most installations have no provider. */
const library = () => import('openid-client')

/**
 * Authorization code flow with PKCE, state and nonce (RFC 9700 2.1.1; ASVS 5.0 10.2). Requests go to the issuer's
 * own origin and nowhere else, whatever its discovery document says: the same rule as for all our requests, that
 * only an address the administrator wrote down is asked.
 */
export function identityProvider(settings: OidcSettings, redirectUri: string): IdentityProvider {
  const issuer = issuerOf(settings)
  const toIssuer: CustomFetch = (url, options) => {
    if (new URL(url).origin !== issuer.origin)
      throw new Error(`the provider points to ${new URL(url).origin}, which is not its own origin`)
    return fetch(url, options as RequestInit)
  }
  let known: Promise<Configuration> | null = null
  const ask = async (): Promise<Configuration> => {
    const client = await library()
    const { clientId, clientSecret } = settings
    return await client.discovery(issuer, clientId, clientSecret, client.ClientSecretBasic(clientSecret), {
      [client.customFetch]: toIssuer,
      timeout: answerWithinSeconds,
      // Without being told, the library trusts TLS in place of the ID token's signature (OIDC Core 3.1.3.7).
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    })
  }
  const discover = () => {
    known ??= ask().catch((error: unknown) => {
      known = null // a provider that was down is asked again
      throw error
    })
    return known
  }

  return {
    async begin() {
      const client = await library()
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
      const client = await library()
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
