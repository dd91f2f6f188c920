import { InvalidInput, Unauthenticated } from '@huiyin/domain/errors'
import type { Account } from '@huiyin/store/accounts'
import type { TryVerdict } from '@huiyin/store/sign-in'
import { type ApiDeps, self } from './deps.js'
import { CodeRequired, TooManyRequests } from './http-errors.js'
import { hashPassword, isOutdated, isPassword } from './passwords.js'
import { spendCode, wrongCode } from './second-factor.js'

type Deps = Pick<ApiDeps, 'store' | 'config' | 'clock'>

/** One message for every reason, so that it tells no one which accounts exist or are locked. */
export const refusal = '登录名、密码或验证码不正确。连续输错 5 次，该账号将暂停登录 15 分钟'

const closed = (verdict: TryVerdict & { open: false }, now: Date) =>
  new TooManyRequests(closedWords[verdict.by], {
    afterSeconds: Math.max(1, Math.ceil((verdict.until.getTime() - now.getTime()) / 1_000)),
  })

const closedWords = {
  account: '输错次数过多，已暂停 15 分钟。请稍后再试，或请系统管理员解除',
  address: '本机所在地址登录失败过多，已暂停登录。请稍后再试，或请系统管理员解除',
} as const

export interface Credentials {
  name: string
  password: string
  code?: string | undefined
  address: string
}

/**
 * The account these credentials open. Every refusal does the same work and says the same words, whether the name is
 * unknown, disabled, locked, without a password, or the password wrong: neither text nor time tells which.
 * @throws Unauthenticated; CodeRequired when only the second factor is missing; TooManyRequests for a closed address
 */
export async function accountOf(
  { store, config, clock }: Deps,
  { name, password, code, address }: Credentials,
): Promise<Account> {
  const asSelf = store.as(self)
  const verdict = await asSelf.transaction((tx) => tx.signIn.countTry(name, address))
  const found = await asSelf.transaction((tx) => tx.signIn.credentials(name))
  const matches = await isPassword(found?.passwordHash ?? null, password)
  const refuse = async (action: 'session.refused' | 'session.locked-out') =>
    await asSelf.transaction(async (tx) =>
      tx.audit.append({
        action,
        // What was typed for a name may be a password in the wrong field: only a known name is written down.
        subject: { kind: 'account', ...(found ? { id: found.account.id } : {}) },
        detail: { name: found?.account.name, address },
      }),
    )
  if (!verdict.open) {
    await refuse('session.locked-out')
    if (verdict.by === 'address') throw closed(verdict, clock.now())
    throw new Unauthenticated(refusal)
  }
  if (!found || !matches) {
    await refuse('session.refused')
    throw new Unauthenticated(refusal)
  }
  const { account, passwordHash } = found
  if (account.hasSecondFactor) {
    if (code === undefined) {
      await asSelf.transaction((tx) => tx.signIn.withdrawTry(name, address))
      throw new CodeRequired('请输入验证器上的 6 位验证码，或一个恢复码')
    }
    // A wrong code stays counted: five of them close the account like five wrong passwords.
    if (!(await spendCode({ store, config }, account, code))) {
      await refuse('session.refused')
      throw new Unauthenticated(refusal)
    }
  }
  const rehashed = isOutdated(passwordHash) ? await hashPassword(password) : null
  await asSelf.transaction(async (tx) => {
    await tx.signIn.forgetTries(name)
    if (rehashed) await tx.signIn.rehash(account.id, { from: passwordHash, to: rehashed })
  })
  return account
}

/**
 * The password once more, from someone already signed in: a browser left open must not be enough to change how one
 * signs in (ASVS 5.0 7.5.1). Counted like a sign-in. An account that has no password yet has none to prove.
 */
export async function demandPassword(
  { store, clock }: Deps,
  account: Account,
  { password, address }: { password: string | undefined; address: string },
): Promise<void> {
  if (!account.hasPassword) return
  const asSelf = store.as(self)
  const verdict = await asSelf.transaction((tx) => tx.signIn.countTry(account.name, address))
  if (!verdict.open) throw closed(verdict, clock.now())
  const found = await asSelf.transaction((tx) => tx.signIn.credentials(account.name))
  if (!(await isPassword(found?.passwordHash ?? null, password ?? '')))
    throw new InvalidInput('当前密码不正确', [{ field: 'current', message: '当前密码不正确' }])
  await asSelf.transaction((tx) => tx.signIn.forgetTries(account.name))
}

/**
 * A code of the second factor beside another proof: a one-time link, a provider's word, an open session. Counted like
 * a sign-in, so that six digits cannot be tried out.
 * @throws InvalidInput for a wrong or spent code; TooManyRequests when the account or the address is closed for now
 */
export async function demandCode(
  { store, config, clock }: Deps,
  account: Account,
  { code, address }: { code: string; address: string },
): Promise<void> {
  const asSelf = store.as(self)
  const verdict = await asSelf.transaction((tx) => tx.signIn.countTry(account.name, address))
  if (!verdict.open) throw closed(verdict, clock.now())
  if (!(await spendCode({ store, config }, account, code))) throw wrongCode()
  await asSelf.transaction((tx) => tx.signIn.forgetTries(account.name))
}
