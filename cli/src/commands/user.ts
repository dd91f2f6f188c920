import { issueLink } from '@huiyin/api/links'
import { type Role, roleLabel, roles } from '@huiyin/domain/actor'
import { InvalidInput } from '@huiyin/domain/errors'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
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

/** `huiyin user add`: an account and its one-time link; there are no default passwords. */
export function addUser(program: Command): void {
  const user = program.command('user').description('帐号')
  user
    .command('add')
    .description('新增帐号，给出设置口令的一次性链接')
    .argument('<name>', '登录名')
    .requiredOption('--role <role...>', personRoles.map((role) => `${role} ${roleLabel[role]}`).join('、'))
    .option('--display-name <name>', '显示姓名，默认同登录名')
    .option('--unit <code>', '承办单位代码（角色为 unit 时必填）')
    .action(async (name: string, options: Options) => {
      const wrong = options.role.filter((role) => !(personRoles as readonly string[]).includes(role))
      if (wrong.length > 0)
        throw new UsageError(`没有角色 ${wrong.join('、')}，可用：${personRoles.join('、')}`)
      if (options.role.includes('unit') && !options.unit)
        throw new UsageError('承办单位帐号需要 --unit 单位代码')
      if (!/^[a-zA-Z0-9._\-\u4e00-\u9fff]{2,40}$/.test(name))
        throw new UsageError('登录名应为 2–40 个汉字、字母、数字或 . _ -')
      const env = readEnvironment(process.env)
      const link = await withStore(env, (store) =>
        store.as({ kind: 'service', name: 'cli' }).transaction(async (tx) => {
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
        }),
      )
      const base = readRuntime(env.dataDir)?.url
      print({ name, link: base ? new URL(link.path, base).href : link.path, expiresAt: link.expiresAt })
    })
}
