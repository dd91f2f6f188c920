import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** How a provider may lie or err; tests change one thing at a time. */
export interface Answering {
  name: string
  nonce?: string
  audience?: string
  issuer?: string
  /** Signs with a key that is not published. */
  foreignKey?: boolean
  /** Names a token endpoint on another origin. */
  tokenEndpoint?: string
}

interface Grant {
  nonce: string
  challenge: string
  redirectUri: string
}

export interface TestProvider {
  issuer: string
  /** What the next sign-in is answered with. */
  answer: Answering
  /** Requests the token endpoint refused, by reason. */
  refused: string[]
  close(): Promise<void>
}

export const testClient = { clientId: 'huiyin', clientSecret: 'a secret between the two' } as const

/** A small OpenID provider on the loopback: discovery, one consenting user, code with PKCE, signed ID tokens. */
export async function openTestProvider(): Promise<TestProvider> {
  const [ours, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => void route(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: TestProvider = {
    issuer,
    answer: { name: '' },
    refused: [],
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }

  const send = (response: ServerResponse, body: object, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    if (pathname === '/.well-known/openid-configuration')
      return send(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: provider.answer.tokenEndpoint ?? `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/jwks') return send(response, { keys: [jwk] })
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/token') return await token(request, response)
    send(response, {}, 404)
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const code = randomBytes(16).toString('hex')
    const redirectUri = asked.get('redirect_uri') ?? ''
    grants.set(code, {
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
    })
    const back = new URL(redirectUri)
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const refuse = (reason: string) => {
      provider.refused.push(reason)
      send(response, { error: 'invalid_grant' }, 400)
    }
    const [, basic = ''] = request.headers.authorization?.split(' ') ?? []
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(formDecoded)
    if (id !== testClient.clientId || secret !== testClient.clientSecret) return refuse('client')
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    if (!grant) return refuse('code')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (challenge !== grant.challenge) return refuse('verifier')
    if (form.get('redirect_uri') !== grant.redirectUri) return refuse('redirect_uri')
    const { name, nonce = grant.nonce, audience = testClient.clientId, foreignKey } = provider.answer
    const idToken = await new SignJWT({ nonce, preferred_username: name })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(provider.answer.issuer ?? issuer)
      .setAudience(audience)
      .setSubject('someone')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(foreignKey ? foreign.privateKey : ours.privateKey)
    send(response, { access_token: 'unused', token_type: 'bearer', id_token: idToken })
  }

  return provider
}

/** Client id and secret are form-encoded before Basic (RFC 6749 2.3.1). */
const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
