import type { ApiConfig } from '@huiyin/api/deps'
import { issuerOf } from '@huiyin/api/oidc-settings'
import { InvalidInput } from '@huiyin/domain/errors'
import { passwordPolicyNames } from '@huiyin/domain/password-policy'
import { secondFactorRules } from '@huiyin/domain/second-factor'

type SignInSettings = Pick<ApiConfig, 'passwordPolicy' | 'secondFactor' | 'oidc'>

const wrong = (field: string, message: string) =>
  new InvalidInput(`环境变量有误：${field} ${message}`, [{ field, message }])

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, known: readonly T[]): T | undefined {
  const given = env[name]
  if (!given) return undefined
  const found = known.find((value) => value === given)
  if (!found) throw wrong(name, `应为 ${known.join('、')} 之一`)
  return found
}

const oidcNames = ['HUIYIN_OIDC_ISSUER', 'HUIYIN_OIDC_CLIENT_ID', 'HUIYIN_OIDC_CLIENT_SECRET'] as const

function oidcOf(env: NodeJS.ProcessEnv): ApiConfig['oidc'] {
  const [issuer, clientId, clientSecret] = oidcNames.map((name) => env[name])
  const missing = oidcNames.find((name) => !env[name])
  if (oidcNames.every((name) => !env[name])) return undefined
  if (missing || !issuer || !clientId || !clientSecret)
    throw wrong(missing ?? oidcNames[0], '接入统一身份认证时须一并设置')
  if (!env.HUIYIN_ORIGIN)
    throw wrong('HUIYIN_ORIGIN', '接入统一身份认证时须设置，认证完成后浏览器回到这个地址')
  const settings = {
    issuer,
    clientId,
    clientSecret,
    claim: env.HUIYIN_OIDC_CLAIM || 'preferred_username',
    label: env.HUIYIN_OIDC_LABEL || '统一身份认证',
  }
  issuerOf(settings)
  return settings
}

/**
 * How people sign in here: HUIYIN_PASSWORD_POLICY (djbh, asvs), HUIYIN_SECOND_FACTOR (privileged, leaders, nobody) and
 * HUIYIN_OIDC_ISSUER with _CLIENT_ID, _CLIENT_SECRET and, if they differ, _CLAIM and _LABEL.
 * @throws InvalidInput naming the wrong variable and what it should be
 */
export function readSignInSettings(env: NodeJS.ProcessEnv): SignInSettings {
  const passwordPolicy = oneOf(env, 'HUIYIN_PASSWORD_POLICY', passwordPolicyNames)
  const secondFactor = oneOf(env, 'HUIYIN_SECOND_FACTOR', secondFactorRules)
  const oidc = oidcOf(env)
  return {
    ...(passwordPolicy ? { passwordPolicy } : {}),
    ...(secondFactor ? { secondFactor } : {}),
    ...(oidc ? { oidc } : {}),
  }
}
