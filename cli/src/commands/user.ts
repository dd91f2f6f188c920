import { issueLink, issueReset } from '@huiyin/api/links'
import { type Role, roleLabel, roles } from '@huiyin/domain/actor'
import { InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { Tx } from '@huiyin/store/tx'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { type Environment, readEnvironment } from '../environment.js'
import { print, UsageError } from '../output.js'
import { readRuntime } from '../supervisor/runtime-file.js'
import { withStore } from '../with-store.js'

interface Options {
  role: string[]
  displayName?: string
  unit?: string
}

/** Roles a person may hold; `display` belongs to signed links only. */
const personRoles = roles.filter((role) => role !== 'display')

const run = <T>(env: Environment, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withStore(env, (store) => store.as(cliActor).transaction(work))

const whole = (env: Environment, path: string): string => {
  const base = readRuntime(env.dataDir)?.url
  return base ? new URL(path, base).href : path
}

async function accountNamed(tx: Tx, name: string) {
  const account = await tx.accounts.named(name)
  if (!account) throw new NotFound(`没有账号“${name}”，可用 huiyin user list 查看`)
  return account
}

async function add(name: string, options: Options): Promise<void> {
  const wrong = options.role.filter((role) => !(personRoles as readonly string[]).includes(role))
  if (wrong.length > 0) throw new UsageError(`没有角色 ${wrong.join('、')}，可用：${personRoles.join('、')}`)
  if (options.role.includes('unit') && !options.unit) throw new UsageError('承办单位账号需要 --unit 单位代码')
  if (!/^[a-zA-Z0-9._\-\u4e00-\u9fff]{2,40}$/.test(name))
    throw new UsageError('登录名应为 2–40 个汉字、字母、数字或 . _ -')
  const env = readEnvironment(process.env)
  const link = await run(env, async (tx) => {
    const known = (await tx.jurisdiction.units()).map((unit) => unit.code)
    if (options.unit && !known.includes(options.unit))
      throw new InvalidInput(`没有代码为 ${options.unit} 的责任单位`, [
        { field: '--unit', message: `可用：${known.join('、')}` },
      ])
    const account = await tx.accounts.create({
      name,
      displayName: options.displayName ?? name,
      roles: options.role as Role[],
      unitCode: options.unit ?? null,
    })
    const subject = { kind: 'account', id: account.id } as const
    tx.audit.append({ action: 'account.created', subject, detail: { name, roles: account.roles } })
    return issueLink(tx, account)
  })
  print({ name, link: whole(env, link.path), expiresAt: link.expiresAt })
}

async function list(): Promise<void> {
  const accounts = await run(readEnvironment(process.env), (tx) => tx.accounts.list())
  for (const account of accounts) {
    const { name, displayName, unitCode, hasPassword, hasSecondFactor, disabledAt } = account
    print({ name, displayName, roles: account.roles, unitCode, hasPassword, hasSecondFactor, disabledAt })
  }
}

async function link(name: string): Promise<void> {
  const env = readEnvironment(process.env)
  const { path, expiresAt } = await run(env, async (tx) => issueReset(tx, (await accountNamed(tx, name)).id))
  print({ name, link: whole(env, path), expiresAt })
}

async function unlock(name: string): Promise<void> {
  await run(readEnvironment(process.env), async (tx) => {
    const { id } = await accountNamed(tx, name)
    await tx.signIn.forgetTries(name)
    tx.audit.append({ action: 'account.unlocked', subject: { kind: 'account', id }, detail: { name } })
    await tx.accounts.notify(id, '登录锁定由本机命令行解除')
  })
  print({ name, unlocked: true })
}

async function resetSecondFactor(name: string): Promise<void> {
  await run(readEnvironment(process.env), async (tx) => {
    const { id } = await accountNamed(tx, name)
    if (!(await tx.secondFactors.remove(id))) throw new NotFound(`账号“${name}”没有启用二次验证`)
    await tx.sessions.revokeAll(id)
    tx.audit.append({ action: 'second-factor.reset', subject: { kind: 'account', id }, detail: { name } })
    await tx.accounts.notify(id, '二次验证由本机命令行重置，原验证器和恢复码已失效')
    tx.announce('sessions')
  })
  print({ name, secondFactor: false })
}

/**
 * `huiyin user …`: accounts and one-time links; there are no default passwords. Whoever may run it owns the data
 * folder: it is the way back in when the last administrator has lost password or telephone, and it is audited too.
 */
export function addUser(program: Command): void {
  const user = program.command('user').description('账号')
  user
    .command('add')
    .description('新增账号，给出设置口令的一次性链接（系统管理员、审计员、承办单位不得兼任其他角色）')
    .argument('<name>', '登录名')
    .requiredOption('--role <role...>', personRoles.map((role) => `${role} ${roleLabel[role]}`).join('、'))
    .option('--display-name <name>', '显示姓名，默认同登录名')
    .option('--unit <code>', '承办单位代码（角色为 unit 时必填）')
    .action(add)
  user.command('list').description('账号列表，每行一个').action(list)
  user
    .command('link')
    .description('重新给出一次性链接，原口令随即只能用于改密')
    .argument('<name>', '登录名')
    .action(link)
  user.command('unlock').description('解除登录锁定').argument('<name>', '登录名').action(unlock)
  user
    .command('reset-second-factor')
    .description('重置二次验证（手机与恢复码都已丢失时）')
    .argument('<name>', '登录名')
    .action(resetSecondFactor)
}
