import { InvalidInput } from '@huiyin/domain/errors'
import type { Account } from '@huiyin/store/accounts'
import type { Tx } from '@huiyin/store/tx'
import { type ApiDeps, self } from './deps.js'
import { hashRecoveryCodes, isRecoveryForm, newRecoveryCodes, recoveryCodeOf } from './recovery-codes.js'
import { seal, unseal } from './sealing.js'
import { newTotpSecret, offerOf, stepOfCode } from './totp.js'
import { actorOf } from './visitor.js'

type Deps = Pick<ApiDeps, 'store' | 'config'>

const bindingOf = (account: Pick<Account, 'id'>) => ({ purpose: 'totp', owner: account.id })

export const wrongCode = () =>
  new InvalidInput('验证码不正确或已用过，请等验证器显示下一个再输入', [
    { field: 'code', message: '验证码不正确或已用过' },
  ])

/** Begins an enrolment: the secret is stored sealed and unconfirmed, and shown to its owner. */
export async function beginSecondFactor({ store, config }: Deps, account: Account) {
  return await store.as(self).transaction(async (tx) => {
    const secret = newTotpSecret()
    const begun = await tx.secondFactors.begin(account.id, seal(config.secret, bindingOf(account), secret))
    if (!begun) throw new InvalidInput('已启用二次验证；更换手机请先停用，再重新启用')
    // Short: every Chinese letter is nine in the picture, which a telephone must still be able to read.
    return offerOf(secret, { issuer: '回音', label: account.name })
  })
}

/** Takes a code of the authenticator, once. */
async function spendTotp(tx: Tx, secret: string, account: Account, code: string): Promise<boolean> {
  const factor = await tx.secondFactors.of(account.id)
  const key = factor ? unseal(secret, bindingOf(account), factor.sealedSecret) : null
  const step = key ? stepOfCode(key, code, tx.now) : null
  return step !== null && (await tx.secondFactors.spendStep(account.id, step))
}

/** Ends an enrolment with a first code, which proves that the authenticator has the secret. Returns codes shown once. */
export async function confirmSecondFactor({ store, config }: Deps, account: Account, code: string) {
  const codes = newRecoveryCodes()
  const hashes = await hashRecoveryCodes(codes)
  await store.as(self).transaction(async (tx) => {
    const factor = await tx.secondFactors.of(account.id)
    if (!factor || factor.confirmedAt) throw new InvalidInput('没有待确认的二次验证，请重新开始启用')
    if (!(await spendTotp(tx, config.secret, account, code))) throw wrongCode()
    await tx.secondFactors.confirm(account.id, hashes)
    const subject = { kind: 'account', id: account.id } as const
    tx.audit.append({ action: 'second-factor.enrolled', subject }, actorOf(account))
  })
  return codes
}

/** Fresh recovery codes; the earlier ones are void. */
export async function renewRecoveryCodes({ store }: Deps, account: Account) {
  const codes = newRecoveryCodes()
  const hashes = await hashRecoveryCodes(codes)
  await store.as(self).transaction(async (tx) => {
    await tx.secondFactors.confirm(account.id, hashes)
    const subject = { kind: 'account', id: account.id } as const
    tx.audit.append({ action: 'recovery-codes.renewed', subject }, actorOf(account))
  })
  return codes
}

/** Whether `code` is the authenticator's or an unused recovery code of the account; either is spent by it. */
export async function spendCode({ store, config }: Deps, account: Account, code: string): Promise<boolean> {
  const asSelf = store.as(self)
  if (!isRecoveryForm(code))
    return await asSelf.transaction((tx) => spendTotp(tx, config.secret, account, code.trim()))
  const unused = await asSelf.transaction((tx) => tx.secondFactors.unusedRecoveryCodes(account.id))
  const found = await recoveryCodeOf(unused, code)
  if (!found) return false
  return await asSelf.transaction(async (tx) => {
    const spent = await tx.secondFactors.spendRecoveryCode(found.id)
    const subject = { kind: 'account', id: account.id } as const
    if (spent) {
      tx.audit.append({ action: 'recovery-code.used', subject }, actorOf(account))
      await tx.accounts.notify(account.id, `用恢复码登录，还剩 ${unused.length - 1} 个恢复码`)
    }
    return spent
  })
}
